// @ts-check
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { SetupProblem } from '../setup/problem.mjs'

/** @typedef {{ do: 'load' | 'files' | 'network', network: string, paths?: string[], count?: number }} Request */
/** @typedef {{ ms: number, best: number[] }} Answer */

/** A process that stays alive and answers requests one after the other, and times each. */
export class RunningContender {
  #child
  #lines
  #complaints = ''

  /** @param {string} program @param {string[]} parameters @param {NodeJS.ProcessEnv} env */
  constructor(program, parameters, env) {
    this.#child = spawn(program, parameters, { env, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stderr.on('data', (text) => (this.#complaints = (this.#complaints + text).slice(-2000)))
    this.#child.on('error', (error) => (this.#complaints += `${error.message}\n`))
    this.#child.stdin.on('error', () => undefined)
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]()
  }

  /** @param {Request} request @returns {Promise<Answer>} @throws {SetupProblem} where it has ended */
  async ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`)
    const { value, done } = await this.#lines.next()
    if (!done) return JSON.parse(value)
    const reason = this.#complaints.trim().split('\n').at(-1) || 'it said nothing'
    throw new SetupProblem(`${this.#child.spawnargs.join(' ')} ended before it answered: ${reason}`)
  }

  /** Has it end by itself. */
  async close() {
    const ended = new Promise((resolve) => this.#child.once('close', resolve))
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || !this.#child.pid) return
    this.#child.stdin.end()
    await ended
  }
}
