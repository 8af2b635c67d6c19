import { describe, expect, it } from 'vitest'
import { LeaseCache } from './leases'

function place(count: number, bytes = Infinity) {
  const loaded: string[] = []
  const disposed: string[] = []
  const cache = new LeaseCache<{ name: string; bytes: number; dispose(): void }>({ count, bytes })
  const take = (name: string) =>
    cache.take(name, async () => {
      loaded.push(name)
      return { name, bytes: 10, dispose: () => disposed.push(name) }
    })
  return { take, loaded, disposed, cache }
}

/** Lets the promises that nobody returns settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('LeaseCache', () => {
  it('loads once what is asked for twice, also at the same time', async () => {
    const { take, loaded } = place(1)
    const [a, b] = await Promise.all([take('a'), take('a')])
    expect(a.value).toBe(b.value)
    expect(loaded).toEqual(['a'])
  })

  it('disposes of what was used longest ago once there are too many', async () => {
    const { take, disposed } = place(2)
    for (const name of ['a', 'b', 'a', 'c']) (await take(name))[Symbol.dispose]()
    await settle()
    expect(disposed).toEqual(['b'])
  })

  it('disposes of what was used longest ago once all take too much memory', async () => {
    const { take, disposed } = place(9, 25)
    for (const name of ['a', 'b', 'c']) (await take(name))[Symbol.dispose]()
    await settle()
    expect(disposed).toEqual(['a'])
  })

  it('never disposes of what is held, however often it is given back', async () => {
    const { take, disposed } = place(1)
    const [held, twice] = [await take('a'), await take('a')]
    twice[Symbol.dispose]()
    twice[Symbol.dispose]()
    ;(await take('b'))[Symbol.dispose]()
    await settle()
    expect(disposed).toEqual(['b'])
    held[Symbol.dispose]()
    await settle()
    expect(disposed).toEqual(['b'])
  })

  it('tries again what failed to load', async () => {
    const { cache, take } = place(1)
    await expect(cache.take('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await take('a')).value.name).toBe('a')
  })
})
