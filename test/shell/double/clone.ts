/**
 * What structured clone carries, as text and back, cycles included. Both functions are also run in pages, from their source:
 * they use nothing from outside of themselves.
 */
export function encodeClone(value: unknown): string {
  const copy: unknown = structuredClone(value)
  const table: unknown[] = []
  const places = new Map<object, number>()
  const primitive = (one: unknown): unknown => {
    if (one === undefined) return ['undefined']
    if (typeof one === 'bigint') return ['bigint', String(one)]
    if (typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0)))
      return ['number', Object.is(one, -0) ? '-0' : String(one)]
    return ['plain', one]
  }
  const content = (one: object): unknown => {
    if (one instanceof Date) return ['Date', one.getTime()]
    if (one instanceof Map) return ['Map', [...one].map(([key, item]) => [place(key), place(item)])]
    if (one instanceof Set) return ['Set', [...one].map(place)]
    if (one instanceof ArrayBuffer) return ['bytes', [...new Uint8Array(one)]]
    if (ArrayBuffer.isView(one))
      return ['bytes', [...new Uint8Array(one.buffer, one.byteOffset, one.byteLength)]]
    if (Array.isArray(one)) return ['Array', Array.from(one, place)]
    return ['Object', Object.entries(one).map(([key, item]) => [key, place(item)])]
  }
  const place = (one: unknown): number => {
    if (typeof one !== 'object' || one === null) return table.push(primitive(one)) - 1
    const known = places.get(one)
    if (known !== undefined) return known
    const index = table.push(null) - 1
    places.set(one, index)
    table[index] = content(one)
    return index
  }
  place(copy)
  return JSON.stringify(table)
}

export function decodeClone(text: string): unknown {
  const table = JSON.parse(text) as [string, never][]
  const made = new Map<number, unknown>()
  const keep = <Value>(index: number, value: Value): Value => {
    made.set(index, value)
    return value
  }
  const numbers: Record<string, number> = { '-0': -0, NaN, Infinity, '-Infinity': -Infinity }
  const take = (index: number): unknown => {
    if (made.has(index)) return made.get(index)
    const [kind, content] = table[index] as [string, unknown]
    if (kind === 'undefined') return undefined
    if (kind === 'bigint') return BigInt(content as string)
    if (kind === 'number') return numbers[content as string]
    if (kind === 'plain') return content
    if (kind === 'Date') return keep(index, new Date(content as number))
    if (kind === 'bytes') return keep(index, Uint8Array.from(content as number[]))
    if (kind === 'Map') {
      const map = keep(index, new Map<unknown, unknown>())
      for (const [key, item] of content as [number, number][]) map.set(take(key), take(item))
      return map
    }
    if (kind === 'Set') {
      const set = keep(index, new Set<unknown>())
      for (const item of content as number[]) set.add(take(item))
      return set
    }
    if (kind === 'Array') {
      const array = keep<unknown[]>(index, [])
      for (const item of content as number[]) array.push(take(item))
      return array
    }
    const object = keep<Record<string, unknown>>(index, {})
    for (const [key, item] of content as [string, number][]) object[key] = take(item)
    return object
  }
  return take(0)
}
