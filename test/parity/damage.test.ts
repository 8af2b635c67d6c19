import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../src/engine/fixtures/temporary-folder'
import { AppError } from '../../src/shared/errors'
import { kerasFiles, kerasMissing, placesOfNumbers, published } from './keras/ask'
import { EngineWithModels } from './keras/engine'

/** How many files are damaged, each in one byte. */
const attempts = 200

const id = 'MobileNetV2'
const options = { meta: { skipReason: kerasMissing || '' } }

describe.skipIf(kerasMissing)(`files of ${id} with a byte of their structure changed`, options, () => {
  it.each([published, 'keras-3.weights.h5'])(
    'are read rightly or refused: %s',
    async (name) => {
      const folder = temporaryFolder()
      const whole = join(folder, name)
      await kerasFiles(id, folder, ['keras-3.weights.h5'])
      const damagedFiles = withChangedBytes(readFileSync(whole), await placesOfNumbers(whole))
      const engine = new EngineWithModels(folder)
      try {
        await engine.install(id, whole)
        const installed = engine.store.folderOf(id)
        const right = weightsOf(contents(installed))
        const pid = await engine.pid()
        let refused = 0
        for (const { place, bytes } of damagedFiles) {
          const before = contents(installed)
          const path = join(folder, 'damaged.h5')
          writeFileSync(path, bytes)
          const refusal = await engine.install(id, path).then(
            () => undefined,
            (thrown: unknown) => thrown,
          )
          if (refusal) {
            expectToSayWhy(refusal, place)
            expect({ place, after: contents(installed) }).toEqual({ place, after: before })
            refused += 1
          }
          expect({ place, weights: weightsOf(contents(installed)) }).toEqual({ place, weights: right })
          expect(await engine.pid()).toBe(pid)
        }
        console.log(`${name}: ${attempts - refused} read rightly, ${refused} refused`)
        expect(refused).toBeGreaterThan(0)
      } finally {
        await engine.close()
      }
    },
    1_800_000,
  )
})

/** Copies of a file, each with one byte changed that belongs to no number. Seeded, so that every run makes the same. */
function* withChangedBytes(
  whole: Buffer,
  numbers: readonly (readonly [offset: number, bytes: number])[],
): Generator<{ place: number; bytes: Buffer }> {
  const isNumber = new Uint8Array(whole.length)
  for (const [offset, bytes] of numbers) isNumber.fill(1, offset, offset + bytes)
  const places = Array.from(isNumber.keys()).filter((place) => isNumber[place] === 0)
  const random = xoroshiro128plus(7)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const place = places[uniformInt(random, 0, places.length - 1)] ?? 0
    const bytes = Buffer.from(whole)
    bytes.writeUInt8(bytes.readUInt8(place) ^ uniformInt(random, 1, 255), place)
    yield { place, bytes }
  }
}

function expectToSayWhy(refusal: unknown, place: number): void {
  expect(refusal).toBeInstanceOf(AppError)
  const { code, message } = refusal as AppError
  const expected = {
    code: expect.stringMatching(/^(bad-input|unreadable)$/),
    message: expect.stringMatching(/damaged\.h5.*\.$/),
  }
  expect({ place, code, message }).toEqual({ place, ...expected })
}

/** The hash of each file in a folder, by name. */
function contents(folder: string): Record<string, string> {
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(folder).map((name) => [name, hash(name)]))
}

function weightsOf(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([name, hash]) => (name.endsWith('.bin') ? [hash] : []))
}
