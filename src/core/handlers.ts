import type { HostContract } from '../shared/contract/host'
import type { Handlers } from '../shared/rpc/contract'
import { classify } from './classify'
import { checkInstallation } from './doctor'
import { writeFeatures } from './features'
import type { Host } from './host'
import { importPhotos } from './photos/import'
import { listPhotos } from './photos/list'
import { makeSplit } from './photos/split'
import { startEvaluation } from './runs/evaluate'
import { startExport } from './runs/export'
import { deleteRun, listRuns, showRun, watchRun } from './runs/list'
import { startRun } from './runs/start'

/** Which service answers which call: nothing is decided here. */
export function hostHandlers(host: Host): Handlers<HostContract> {
  return {
    'project.create': async ({ folder }) => ({ project: (await host.project.create(folder)).folder }),
    'project.open': async ({ folder }) => ({ project: (await host.project.open(folder)).folder }),

    'photos.import': (settings) => {
      const { project, jobs } = host.services
      return { job: jobs.start('import', (context) => importPhotos(project, settings, context)) }
    },
    'photos.list': (filter) => listPhotos(host.services.project, filter),
    'split.make': (settings) => makeSplit(host.services.project, settings),

    'runs.start': (settings) => startRun(host.services, settings),
    'runs.list': () => listRuns(host.services),
    'runs.show': ({ run }) => showRun(host.services, run),
    'runs.watch': ({ run }, { signal }) => watchRun(host.services, run, signal),
    'runs.delete': ({ run }) => deleteRun(host.services, run),
    'runs.evaluate': (settings) => startEvaluation(host.services, settings),
    'runs.export': (settings) => startExport(host.services, settings),

    'jobs.list': () => host.services.jobs.list(),
    'jobs.watch': ({ job }, { signal }) => host.services.jobs.watch(job, signal),
    'jobs.stop': ({ job, keep }) => host.services.jobs.stop(job, keep),

    'photos.classify': (settings, { signal }) =>
      classify({ engine: host.engine, project: () => host.services.project }, settings, signal),
    'features.write': (settings, { signal }) => writeFeatures(host.engine, settings, signal),
    'doctor.check': () => {
      const { engine, resources, project } = host
      return checkInstallation({ engine, resources, project: project.servicesIfOpen?.project })
    },
  }
}
