import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { noise } from './fixtures/pictures'
import { formatOfBytes } from './sniff'

describe('formatOfBytes', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'knows %s by its first bytes',
    async (format) => {
      const file = await noise(16, 16).toFormat(format).toBuffer()
      expect(formatOfBytes(file)).toBe(format)
      expect(formatOfBytes(file.subarray(0, 32))).toBe(format)
      expect(formatOfBytes(file.subarray(0, 2))).toBeUndefined()
    },
  )

  it('knows an AVIF whose main brand is another', async () => {
    const file = await noise(16, 16).avif().toBuffer()
    file.write('mif1', 8, 'latin1')
    expect(formatOfBytes(file)).toBe('avif')
  })

  it('takes nothing else for a photo', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
    const html = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    const raw = await sharp(Buffer.alloc(27), { raw: { width: 3, height: 3, channels: 3 } })
      .raw()
      .toBuffer()
    for (const bytes of [heic, html, raw, Buffer.alloc(0)]) expect(formatOfBytes(bytes)).toBeUndefined()
  })
})
