import { z } from 'zod'
import { call, stream } from '../rpc/contract'
import { engineInfoSchema } from './engine'
import { jobSchema, jobsEventSchema } from './jobs'
import {
  compareEventSchema,
  compareSettingsSchema,
  downloadWeightsSettingsSchema,
  drawGraphSettingsSchema,
  drawnGraphSchema,
  graphSettingsSchema,
  importWeightsSettingsSchema,
  modelReferenceSchema,
  modelRowSchema,
  modelSummarySchema,
  networkGraphSchema,
  showModelSettingsSchema,
  weightsEventSchema,
  weightsResultSchema,
} from './models'
import { classEditSchema, className, editResultSchema, photoReferencesSchema } from './labels'
import {
  importSettingsSchema,
  photoFilterSchema,
  photoListSchema,
  splitResultSchema,
  splitSettingsSchema,
} from './photos'
import {
  classifyEventSchema,
  classifySettingsSchema,
  exportSettingsSchema,
  featuresEventSchema,
  featuresSettingsSchema,
} from './predictions'
import { folderListSchema, projectEventSchema, recentProjectSchema } from './projects'
import {
  currentEvaluationSchema,
  evaluationSchema,
  evaluationSettingsSchema,
  runComparisonSchema,
  runComparisonSettingsSchema,
  runPhotosSchema,
  runPhotosSettingsSchema,
  writtenFileSchema,
} from './evaluation'
import {
  duplicatesSchema,
  duplicatesSettingsSchema,
  labelCheckSettingsSchema,
  similarEventSchema,
  similarSettingsSchema,
  suggestionSettingsSchema,
  suspectListSchema,
} from './review'
import { forecastSchema, runDetailSchema, runEventSchema, runSchema, trainSettingsSchema } from './training'

const nothing = z.object({})
const folder = z.object({ folder: z.string().min(1) })
const jobReference = z.object({ job: z.int().positive() })
const runReference = z.object({ run: z.int().positive() })

export const projectSchema = z.object({ project: z.string() })

export const doctorReportSchema = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
})
export type DoctorReport = z.infer<typeof doctorReportSchema>

/** What the core offers to its fronts: the window, the web page and the command line. */
export const hostContract = {
  'project.create': call({ input: folder, output: projectSchema }),
  'project.open': call({ input: folder, output: projectSchema }),
  'project.close': call({ input: nothing, output: nothing }),
  /** Makes and opens a small project of generated pictures, labelled and split; refuses a folder that has something in it. */
  'project.sample': call({
    input: z.object({ folder: z.string().min(1).optional() }),
    output: projectSchema,
  }),
  /** The facts of the open project as they are now, then after every change, whichever project is open by then. */
  'project.watch': stream({ input: nothing, event: projectEventSchema }),
  'projects.recent': call({ input: nothing, output: z.array(recentProjectSchema) }),
  /** Takes a project out of the list of recent ones; its folder stays. */
  'projects.forget': call({ input: folder, output: z.array(recentProjectSchema) }),

  /** Left out: the user's own folder. */
  'folders.list': call({
    input: z.object({
      folder: z.string().optional(),
      /** Endings of files that are to be listed as well, like `h5`. */
      extensions: z.array(z.string().min(1)).default([]),
    }),
    output: folderListSchema,
  }),
  /** A temporary id for a photo that is to be shown and classified without being imported. */
  'assets.offer': call({
    input: z.object({ path: z.string().min(1) }),
    output: z.object({ asset: z.string(), name: z.string() }),
  }),

  'photos.import': call({ input: importSettingsSchema, output: jobReference }),
  'photos.list': call({ input: photoFilterSchema, output: photoListSchema }),
  /** Null takes the label away. A class that is not there yet is made. */
  'photos.label': call({
    input: z.intersection(photoReferencesSchema, z.object({ label: className.nullable() })),
    output: editResultSchema,
  }),
  /** Takes photos out of trainings and evaluations, or back into them. */
  'photos.exclude': call({
    input: z.intersection(photoReferencesSchema, z.object({ excluded: z.boolean() })),
    output: editResultSchema,
  }),
  /** The photos that look most like one, the nearest first; computes features where there are none yet. */
  'photos.similar': stream({ input: similarSettingsSchema, event: similarEventSchema }),
  'duplicates.find': call({ input: duplicatesSettingsSchema, output: jobReference }),
  'duplicates.list': call({ input: nothing, output: duplicatesSchema }),
  'labels.check': call({ input: labelCheckSettingsSchema, output: jobReference }),
  'labels.suspects': call({
    input: z.object({
      limit: z.int().min(0).max(10_000).default(100),
      offset: z.int().min(0).default(0),
    }),
    output: suspectListSchema,
  }),
  /** Says that the labels of photos are right, whatever a check thinks of them. */
  'labels.confirm': call({ input: photoReferencesSchema, output: editResultSchema }),
  'suggestions.make': call({ input: suggestionSettingsSchema, output: jobReference }),
  /** Gives photos the classes that the run has suggested for them, all in one edit. */
  'suggestions.accept': call({
    input: z.intersection(photoReferencesSchema, runReference),
    output: editResultSchema,
  }),
  'classes.edit': call({ input: classEditSchema, output: editResultSchema }),
  /** Takes back the last edit of labels, classes or splits that is still in force. */
  'history.undo': call({ input: nothing, output: editResultSchema }),
  'history.redo': call({ input: nothing, output: editResultSchema }),
  'split.make': call({ input: splitSettingsSchema, output: splitResultSchema }),

  'runs.start': call({ input: trainSettingsSchema, output: z.object({ job: z.int(), run: z.int() }) }),
  'runs.list': call({ input: nothing, output: z.array(runSchema) }),
  'runs.show': call({ input: runReference, output: runDetailSchema }),
  'runs.watch': stream({ input: runReference, event: runEventSchema }),
  'runs.delete': call({ input: runReference, output: runReference }),
  /** The newest evaluation on each part that has one. */
  'runs.evaluations': call({ input: runReference, output: z.array(evaluationSchema) }),
  'runs.evaluate': call({ input: evaluationSettingsSchema, output: jobReference }),
  /** Goes on with an interrupted or failed training from its last whole epoch. */
  'runs.resume': call({ input: runReference, output: z.object({ job: z.int(), run: z.int() }) }),
  /** The user's own words and star; what is left out stays. */
  'runs.mark': call({
    input: runReference.extend({ note: z.string().max(10_000).optional(), starred: z.boolean().optional() }),
    output: runSchema,
  }),
  /** What a training with these settings would take, before it starts. */
  'runs.forecast': call({ input: trainSettingsSchema, output: forecastSchema }),
  'runs.evaluation': call({ input: evaluationSettingsSchema, output: currentEvaluationSchema }),
  'runs.photos': call({ input: runPhotosSettingsSchema, output: runPhotosSchema }),
  'runs.compare': call({ input: runComparisonSettingsSchema, output: runComparisonSchema }),
  /** Writes one self-contained HTML file about a run. */
  'runs.report': call({
    input: runReference.extend({ out: z.string().min(1) }),
    output: writtenFileSchema,
  }),
  /** Writes the epochs of a run as CSV. */
  'runs.history': call({
    input: runReference.extend({ out: z.string().min(1) }),
    output: writtenFileSchema,
  }),
  'runs.export': call({ input: exportSettingsSchema, output: jobReference }),

  'jobs.list': call({ input: nothing, output: z.array(jobSchema) }),
  /** The jobs that have not ended, and then every change of any job, whichever project is open by then. */
  'jobs.follow': stream({ input: nothing, event: jobsEventSchema }),
  /** The job as it is now, then every change, until it has ended. */
  'jobs.watch': stream({ input: jobReference, event: jobSchema }),
  /** Lets a training wait after the batch at hand, or go on. */
  'jobs.pause': call({ input: jobReference.extend({ paused: z.boolean() }), output: jobSchema }),
  /** `keep`: what is whole stays (a training keeps its best epoch); otherwise it is as if it had never begun. */
  'jobs.stop': call({ input: jobReference.extend({ keep: z.boolean().default(true) }), output: jobSchema }),

  'photos.classify': stream({ input: classifySettingsSchema, event: classifyEventSchema }),
  /** One photo through many networks, one after the other. */
  'photos.compare': stream({ input: compareSettingsSchema, event: compareEventSchema }),
  'features.write': stream({ input: featuresSettingsSchema, event: featuresEventSchema }),
  'models.list': call({ input: nothing, output: z.array(modelRowSchema) }),
  'models.show': call({ input: showModelSettingsSchema, output: modelSummarySchema }),
  /** A network as a picture, blocks folded but for those that are to be open. */
  'models.graph': call({ input: graphSettingsSchema, output: networkGraphSchema }),
  /** The same written into a file, as a rule with all blocks open. */
  'models.draw': call({ input: drawGraphSettingsSchema, output: drawnGraphSchema }),
  /** Takes the weights of a network from a file that Keras wrote. */
  'models.import': stream({ input: importWeightsSettingsSchema, event: weightsEventSchema }),
  /** Takes them from the file that Keras publishes, or from Keras' own copy of it. */
  'models.download': stream({ input: downloadWeightsSettingsSchema, event: weightsEventSchema }),
  'models.remove': call({ input: modelReferenceSchema, output: weightsResultSchema }),
  /** What computes, and with what; starts the engine where it does not run yet. */
  'engine.describe': call({ input: nothing, output: engineInfoSchema }),
  'doctor.check': call({ input: nothing, output: doctorReportSchema }),
} as const
export type HostContract = typeof hostContract
