import { unexpected } from './envelope'

/** So much is sent ahead of being acknowledged, in characters: it bounds what waits in the buffers of a connection. */
const mostUnderWay = 1_000_000

/** Frames as texts, from the first that the other side has not acknowledged, numbered from 1. */
export class Outbox {
  #texts: string[] = []
  #acknowledged = 0
  /** How many of the texts were given to the present connection, and their length. */
  #sent = 0
  #underWay = 0
  #characters = 0

  get characters(): number {
    return this.#characters
  }

  add(text: string): void {
    this.#texts.push(text)
    this.#characters += text.length
  }

  /** The next one to send; undefined where there is none, or enough is under way. */
  next(): { sequence: number; text: string } | undefined {
    const text = this.#texts[this.#sent]
    if (text === undefined || this.#underWay >= mostUnderWay) return undefined
    this.#sent += 1
    this.#underWay += text.length
    return { sequence: this.#acknowledged + this.#sent, text }
  }

  acknowledge(sequence: number): void {
    const count = sequence - this.#acknowledged
    if (count > this.#texts.length) throw unexpected(`frame ${sequence} is acknowledged and was never sent`)
    if (count <= 0) return
    const gone = this.#texts.splice(0, count)
    const length = (texts: string[]): number => texts.reduce((sum, text) => sum + text.length, 0)
    this.#characters -= length(gone)
    this.#underWay -= length(gone.slice(0, this.#sent))
    this.#sent = Math.max(0, this.#sent - count)
    this.#acknowledged = sequence
  }

  /** Everything that is left is to be sent again. */
  rewind(): void {
    this.#sent = 0
    this.#underWay = 0
  }

  clear(): void {
    this.#texts = []
    this.#characters = 0
    this.rewind()
  }
}
