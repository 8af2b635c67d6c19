import type { HostContract } from '../shared/contract/host'
import type { Handlers } from '../shared/rpc/contract'
import { classify } from './classify'
import type { ClassifyServices } from './classify'
import { compare } from './compare'
import { checkInstallation } from './doctor'
import { writeFeatures } from './features'
import { listFolders } from './folders'
import type { Host } from './host'
import { followJobs } from './jobs/follow'
import { acceptSuggestions } from './labels/accept'
import { editClasses } from './labels/classes'
import { confirmLabels } from './labels/confirm'
import { excludePhotos } from './labels/exclude'
import { redo, undo } from './labels/history'
import { labelPhotos } from './labels/label'
import { pictureOf } from './models/graph'
import { drawGraph } from './models/graph-draw'
import { importWeights, resultOf } from './models/import'
import { listPhotos } from './photos/list'
import { makeSplit } from './photos/split'
import { startImport } from './photos/start'
import { watchProject } from './project-state'
import { noteWatched } from './recent-projects'
import { startLabelCheck } from './review/check'
import { listDuplicates, startDuplicates } from './review/duplicates'
import { findSimilar } from './review/similar'
import { listSuspects } from './review/suspects'
import { compareRuns } from './runs/compare'
import { listEvaluations, startEvaluation } from './runs/evaluate'
import { currentEvaluation } from './runs/evaluation'
import { startExport } from './runs/export'
import { forecastRun } from './runs/forecast'
import { writeHistory } from './runs/history'
import { deleteRun, listRuns, showRun, watchRun } from './runs/list'
import { markRun } from './runs/mark'
import { writeReport } from './runs/report/report'
import { resumeRun } from './runs/resume'
import { listRunPhotos } from './runs/photos'
import { startRun } from './runs/start'
import { startSuggestions } from './runs/suggest'
import { makeSample } from './sample/sample'

/** Which service answers which call: nothing is decided here. */
export function hostHandlers(host: Host): Handlers<HostContract> {
  return {
    'project.create': async ({ folder }) => ({ project: (await host.project.create(folder)).folder }),
    'project.open': async ({ folder }) => ({ project: (await host.project.open(folder)).folder }),

    'project.close': async () => {
      await host.project.close()
      return {}
    },
    'project.sample': async ({ folder }) => ({ project: (await makeSample(host.project, folder)).folder }),
    'project.watch': (_input, { signal }) =>
      noteWatched(watchProject(host.project, signal), host.recentProjects, (thrown) =>
        host.log.warn({ err: thrown }, 'a project could not be noted'),
      ),
    'projects.recent': () => host.recentProjects.list(),
    'projects.forget': ({ folder }) => host.recentProjects.forget(folder),

    'folders.list': ({ folder, extensions }) => listFolders(folder, extensions),
    'assets.offer': ({ path }) => host.temporaryPhotos.offer(path),

    'photos.import': (settings) => startImport(host.services, host.uploads, settings),
    'photos.list': (filter) => listPhotos(host.services.project, filter),
    'photos.label': ({ label, ...references }) => labelPhotos(host.services.project, references, label),
    'classes.edit': (edit) => editClasses(host.services.project, edit),
    'history.undo': () => undo(host.services.project),
    'history.redo': () => redo(host.services.project),
    'split.make': (settings) => makeSplit(host.services.project, settings),

    'runs.start': (settings) => startRun(host.services, settings),
    'runs.list': () => listRuns(host.services),
    'runs.show': ({ run }) => showRun(host.services, run),
    'runs.watch': ({ run }, { signal }) => watchRun(host.services, run, signal),
    'runs.delete': ({ run }) => deleteRun(host.services, run),
    'runs.evaluations': ({ run }) => listEvaluations(host.services, run),
    'runs.evaluate': (settings) => startEvaluation(host.services, settings),
    'runs.export': (settings) => startExport(host.services, settings),

    'photos.exclude': ({ excluded, ...references }) =>
      excludePhotos(host.services.project, references, excluded),
    'duplicates.find': (settings) => startDuplicates(host.services, settings),
    'duplicates.list': () => listDuplicates(host.services.project),
    'labels.check': (settings) => startLabelCheck(host.services, settings),
    'labels.suspects': (page) => listSuspects(host.services.project, page),
    'labels.confirm': (references) => confirmLabels(host.services.project, references),
    'suggestions.make': (settings) => startSuggestions(host.services, settings),
    'suggestions.accept': ({ run, ...references }) =>
      acceptSuggestions(host.services.project, references, run),
    'runs.resume': ({ run }) => resumeRun(host.services, run),
    'runs.mark': (marks) => markRun(host.services, marks),
    'runs.forecast': (settings, { signal }) => forecastRun(host.services, settings, signal),
    'runs.evaluation': (settings) => currentEvaluation(host.services.project, settings),
    'runs.photos': (settings) => listRunPhotos(host.services.project, settings),
    'runs.compare': (settings) => compareRuns(host.services.project, settings),
    'runs.report': (where) => writeReport(host.services, where),
    'runs.history': (where) => writeHistory(host.services, where),
    'jobs.pause': ({ job, paused }) => host.services.jobs.pause(job, paused),
    'photos.similar': (settings, { signal }) => findSimilar(host.services, settings, signal),

    'jobs.list': () => host.services.jobs.list(),
    'jobs.follow': (_input, { signal }) => followJobs(host.project, signal),
    'jobs.watch': ({ job }, { signal }) => host.services.jobs.watch(job, signal),
    'jobs.stop': ({ job, keep }) => host.services.jobs.stop(job, keep),

    'photos.classify': (settings, { signal }) => classify(classifyServices(host), settings, signal),
    'photos.compare': (settings, { signal }) => compare(classifyServices(host), settings, signal),
    'features.write': (settings, { signal }) => writeFeatures(host, settings, signal),

    'models.list': () => host.models.list(),
    'models.show': (settings, { signal }) => host.summaries.show(settings, signal),
    'models.graph': async ({ open, ...settings }, { signal }) =>
      pictureOf(await host.summaries.show(settings, signal), open),
    'models.draw': (settings, { signal }) => drawGraph(host.summaries, settings, signal),
    'models.import': (settings, { signal }) =>
      importWeights({ engine: host.engine, store: host.models }, settings, signal),
    'models.download': (settings, { signal }) => host.downloads.download(settings, signal),
    'models.remove': async ({ id }) => resultOf(await host.models.remove(id)),

    'engine.describe': async (_input, { signal }) => (await host.engine.client()).info({}, { signal }),
    'doctor.check': () => {
      const { engine, resources, models, project } = host
      return checkInstallation({ engine, resources, models, project: project.servicesIfOpen?.project })
    },
  }
}

function classifyServices(host: Host): ClassifyServices {
  const { engine, weights, temporaryPhotos } = host
  return { engine, weights, temporary: temporaryPhotos, project: () => host.services.project }
}
