import { engineContract } from '../../shared/contract/engine'
import type { EngineContract } from '../../shared/contract/engine'
import { AppError, errorSchema } from '../../shared/errors'
import { z } from 'zod'
import { connect } from '../../shared/rpc/connect'
import type { Client } from '../../shared/rpc/contract'
import { processWire } from '../../shared/rpc/process-wire'
import { engineEnvironment } from './environment'
import type { Device } from './environment'
import { ending, forkEngine } from './process'
import type { EngineProcess, ForkEngine } from './process'

export interface EngineOptions {
  /** Absolute path of the script that the process runs. */
  readonly entry: string
  /** Absolute path of `resources`. */
  readonly resources: string
  /** Absolute path of the file that gets the engine's standard output and error. */
  readonly log: string
  /** Absolute path of the folder with the weights that the user installed. */
  readonly models?: string | undefined
  readonly device: Device
  readonly threads?: number | undefined
  /** Lets the engine's chatter through to the host's standard error instead. */
  readonly verbose?: boolean
  readonly fork?: ForkEngine
}

/** A process at work: its client, and the promise of its end. */
interface Started {
  readonly child: EngineProcess
  readonly client: Client<EngineContract>
  readonly ended: Promise<void>
}

/** After so many processes in a row that ended without a word, no further one is started. */
const failedStartsAllowed = 3

/** How long, in milliseconds, a process may take to end by itself before it is made to. */
const patience = 3_000

/** The engine process as the core sees it: started when first needed, and again after it died. */
export class Engine {
  readonly #options: EngineOptions
  #started: Started | undefined
  #failedStarts = 0
  #closing: Promise<void> | undefined
  #gpuIsTooSmall = false

  constructor(options: EngineOptions) {
    this.#options = options
  }

  /**
   * The engine's calls. They fail with `engine` when the process dies underneath them.
   * @throws AppError `engine` when it died again and again without answering, or after `close`
   */
  async client(): Promise<Client<EngineContract>> {
    if (this.#closing) throw new AppError('engine', 'Headstart is closing, so nothing new is started.')
    if (this.#failedStarts >= failedStartsAllowed) throw this.#cannotStart()
    this.#started ??= this.#start()
    return this.#started.client
  }

  /** The process's id while there is one. */
  get pid(): number | undefined {
    return this.#started?.child.pid
  }

  /** Ends the process, with what it is doing. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    if (!this.#started) return
    const { child, ended } = this.#started
    child.disconnect()
    const impatience = setTimeout(() => child.kill('SIGKILL'), patience)
    await ended
    clearTimeout(impatience)
  }

  #start(): Started {
    const { entry, log, verbose = false, fork = forkEngine } = this.#options
    const child = fork(entry, { environment: this.#environment(), log: verbose ? null : log })
    let answered = false
    let reason = ''
    child.on('message', (frame) => {
      answered = true
      this.#failedStarts = 0
      if (tellsThatGpuIsFull(frame)) this.#leaveGpu(child)
    })
    // Forgotten before the open calls fail, so that whoever tries again at once gets a fresh process.
    const ended = ending(child).then((how) => {
      reason = this.#describeEnd(how, answered)
      if (this.#started?.child === child) this.#started = undefined
      if (!answered && !this.#closing) this.#failedStarts += 1
    })
    const endpoint = {
      send: (message: unknown, done: (error: Error | null) => void) => child.send(message as object, done),
      on: (_event: 'message', listener: (message: unknown) => void) => child.on('message', listener),
      // The channel closes a moment before the operating system says why: the wire is told afterwards.
      once: (_event: 'disconnect', listener: () => void) => void ended.then(listener),
    }
    return {
      child,
      client: connect(
        engineContract,
        processWire(endpoint, () => new AppError('engine', reason)),
        // What is cancelled may still write: its files are touched once it has really ended.
        { cancelled: 'confirmed' },
      ),
      ended,
    }
  }

  #environment(): NodeJS.ProcessEnv {
    if (!this.#gpuIsTooSmall) return engineEnvironment(this.#options)
    const deviceNote = 'The memory of the GPU ran out, so the CPU is used until Headstart starts again.'
    return engineEnvironment({ ...this.#options, device: 'cpu', deviceNote })
  }

  /** TensorFlow chooses its device once a process: the next one is told to take the CPU. */
  #leaveGpu(child: EngineProcess): void {
    this.#gpuIsTooSmall = true
    if (this.#started?.child === child) this.#started = undefined
    child.kill('SIGKILL')
  }

  #describeEnd(how: string, answered: boolean): string {
    if (this.#closing) return 'Headstart was closed before this was done: start it again.'
    const { log } = this.#options
    if (!answered) {
      return `The engine ended before it answered (${how}): run \`headstart doctor\`; details in ${log}.`
    }
    const memory = how === 'signal SIGKILL' ? ', perhaps because the memory ran out' : ''
    return `The engine ended unexpectedly (${how}${memory}): start again what was running; details in ${log}.`
  }

  #cannotStart(): AppError {
    return new AppError(
      'engine',
      `The engine cannot be started: it ended ${this.#failedStarts} times in a row before it answered. ` +
        `Run \`npm run setup\` and start Headstart again; details in ${this.#options.log}.`,
    )
  }
}

const gpuIsFullFrame = z.object({
  type: z.literal('error'),
  error: errorSchema.extend({ code: z.literal('no-space'), details: z.object({ device: z.literal('gpu') }) }),
})

function tellsThatGpuIsFull(frame: unknown): boolean {
  return gpuIsFullFrame.safeParse(frame).success
}

/** Whether an error of the engine says so: what was running can be started again, on the CPU. */
export function isGpuFull({ code, details }: AppError): boolean {
  return code === 'no-space' && details?.['device'] === 'gpu'
}
