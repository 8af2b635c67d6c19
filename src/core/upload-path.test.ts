import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uploadPath } from './upload-path'

const segment = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '...',
    'a',
    'C:',
    'a\\b',
    '\0',
    '%2e%2e',
    'a\u0007',
    '\ud800',
    'é'.repeat(128),
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

function accepted(path: string): string | undefined {
  try {
    return uploadPath(path)
  } catch {
    return undefined
  }
}

describe('uploadPath', () => {
  it('lets nothing through that would come to lie elsewhere than it says', () => {
    const paths = fc.array(segment, { maxLength: 20 }).map((segments) => segments.join('/'))
    fc.assert(
      fc.property(paths, (path) => {
        const taken = accepted(path)
        if (taken === undefined) return
        expect(resolve('/staging', taken)).toBe(`/staging/${path}`)
        expect(taken.split('/').length).toBeLessThanOrEqual(16)
        for (const name of taken.split('/')) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes ordinary paths as they are', () => {
    const names = fc.stringMatching(/^[\p{L}\d_-][\p{L}\d ._()-]{0,40}$/u)
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 16 }), (segments) => {
        expect(uploadPath(segments.join('/'))).toBe(segments.join('/'))
      }),
    )
  })

  it.each([
    ['', 'slash'],
    ['/etc/passwd.jpg', 'slash'],
    ['a//b.jpg', 'slash'],
    ['a/', 'slash'],
    ['../a.jpg', 'leads out'],
    ['a/../../b.jpg', 'leads out'],
    ['a/./b.jpg', 'leads out'],
    ['a\\..\\b.jpg', 'backslash'],
    ['a\0.jpg', 'control'],
    ['\ud800.jpg', 'Unicode'],
    [`${'é'.repeat(128)}.jpg`, 'too long'],
    [Array.from({ length: 17 }, () => 'a').join('/'), 'deep'],
  ])('refuses %j', (path, reason) => {
    expect(() => uploadPath(path)).toThrow(reason)
  })
})
