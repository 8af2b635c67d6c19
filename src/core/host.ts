import { dirname, join } from 'node:path'
import { frontContract } from '../shared/contract/front'
import { hostContract } from '../shared/contract/host'
import type { HostContract } from '../shared/contract/host'
import type { ShellContract } from '../shared/contract/shell'
import { connect } from '../shared/rpc/connect'
import type { Client, Handlers } from '../shared/rpc/contract'
import { memoryWirePair } from '../shared/rpc/memory-wire'
import { serve } from '../shared/rpc/serve'
import type { ServeOptions } from '../shared/rpc/serve'
import type { Unsubscribe, Wire } from '../shared/rpc/wire'
import { CurrentProject } from './current-project'
import { Engine } from './engine/engine'
import type { Device } from './engine/environment'
import type { ForkEngine } from './engine/process'
import { hostHandlers } from './handlers'
import { logFile, openLog } from './log'
import type { Logger } from './log'
import { ChosenWeights } from './models/chosen-weights'
import { Downloads } from './models/download'
import type { DownloadOptions } from './models/download'
import { Summaries } from './models/graph-summaries'
import { ModelStore } from './models/store'
import { Pictures } from './pictures/pictures'
import { TemporaryPhotos } from './pictures/temporary'
import type { Project } from './project'
import { RecentProjects } from './recent-projects'
import { ScratchFolder } from './scratch-folder'
import type { Services } from './services'
import { Uploads } from './uploads'

export interface HostOptions {
  /** Absolute path of the engine's bundled script. */
  readonly engineEntry: string
  /** Absolute path of `resources`. */
  readonly resources: string
  readonly device?: Device
  /** Threads of TensorFlow; left out: as many as it thinks right. */
  readonly threads?: number | undefined
  /** Lets the engine's chatter through to standard error instead of its log. */
  readonly verbose?: boolean
  /** How the engine process is started: by Node, unless Electron brings its own way. */
  readonly fork?: ForkEngine
  /** Absolute folder of the logs; left out: the user's own. */
  readonly logs?: string
  /** Absolute folder of what is remembered of the user's projects; left out: the user's own. */
  readonly settings?: string
  /** Absolute folder of the weights that the user installed; left out: the user's own. */
  readonly models?: string
  /** Where and how weights are downloaded; left out: from Keras' address. */
  readonly download?: DownloadOptions
}

/** The core of the application, without a face: the window, the server and the command line are put before it. */
export class Host {
  readonly engine: Engine
  readonly log: Logger
  readonly resources: string
  readonly project: CurrentProject
  readonly recentProjects: RecentProjects
  readonly temporaryPhotos: TemporaryPhotos
  readonly uploads: Uploads
  readonly pictures: Pictures
  readonly models: ModelStore
  readonly downloads: Downloads
  readonly summaries: Summaries
  readonly weights: ChosenWeights
  readonly #scratch = new ScratchFolder()
  readonly #weightsScratch: ScratchFolder
  #closing: Promise<void> | undefined

  constructor(options: HostOptions) {
    const {
      engineEntry,
      resources,
      logs,
      settings,
      download,
      device = 'auto',
      threads,
      verbose,
      fork,
    } = options
    const path = (name: string): string => (logs === undefined ? logFile(name) : join(logs, `${name}.log`))
    this.resources = resources
    this.log = openLog(path('host'))
    this.models = new ModelStore({ resources, folder: options.models })
    this.engine = new Engine({
      entry: engineEntry,
      resources,
      log: path('engine'),
      device,
      threads,
      models: this.models.folder,
      ...(verbose !== undefined && { verbose }),
      ...(fork && { fork }),
    })
    const modelServices = { engine: this.engine, store: this.models }
    // Beside the installed ones: the system's folder of temporary files may be small.
    this.#weightsScratch = new ScratchFolder(dirname(this.models.folder))
    this.weights = new ChosenWeights(modelServices, this.#weightsScratch)
    this.downloads = new Downloads(modelServices, download)
    this.summaries = new Summaries(this.engine)
    this.project = new CurrentProject(this.engine, this.models)
    this.recentProjects = new RecentProjects(settings)
    this.temporaryPhotos = new TemporaryPhotos(this.#scratch)
    this.uploads = new Uploads(this.#scratch)
    this.pictures = new Pictures(this.project, this.temporaryPhotos)
  }

  /**
   * What the services of the open project work with.
   * @throws AppError `bad-input` where none is open
   */
  get services(): Services {
    return this.project.services
  }

  /**
   * Opens a project instead of the one that is open so far, which stays open when that fails.
   * @throws AppError `not-found`, `newer-version`; `busy` where another process holds it or jobs of the open one run
   */
  openProject(folder: string): Promise<Project> {
    return this.project.open(folder)
  }

  /** A client of this host in this process. */
  client(): Client<HostContract> {
    const { near, far } = memoryWirePair()
    this.attach(far)
    return connect(hostContract, near)
  }

  /**
   * Answers the calls that come over a wire, until it closes or the returned function is called.
   * @param shell what the front around a page can do, to be asked over the same wire
   */
  attach(wire: Wire, shell?: Handlers<ShellContract>): Unsubscribe {
    const handlers = hostHandlers(this)
    const options: ServeOptions = {
      onError: (call, error) => this.log.error({ err: error, call }, error.message),
    }
    return shell
      ? serve(frontContract, { ...handlers, ...shell }, wire, options)
      : serve(hostContract, handlers, wire, options)
  }

  /** Ends the engine, the jobs and the project. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    // Both are told before either is waited for: a training ends with the engine that it runs in.
    const engineEnded = this.engine.close()
    await this.project.end()
    await engineEnded
    await Promise.all([this.#scratch.close(), this.#weightsScratch.close()])
  }
}

export function createHost(options: HostOptions): Host {
  return new Host(options)
}
