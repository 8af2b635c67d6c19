import { z } from 'zod'
import {
  augmentationSchema,
  fineTuneSchema,
  scratchSchema,
  trainSettingsSchema,
} from '../../../shared/contract/training'
import type { Augmentation, FineTune, Scratch, TrainSettings } from '../../../shared/contract/training'
import { models } from '../../../shared/models'
import { strings } from '../../strings'

/** Settings that are there together or not at all, each with what it has when it is chosen. */
export const parts = {
  augment: augmentationSchema,
  scratch: scratchSchema,
  fineTune: fineTuneSchema,
} as const
export type PartName = keyof typeof parts

/** A setting by its name; one of a part by both: `augment.rotate`. */
export type SettingName =
  | keyof TrainSettings
  | `augment.${keyof Augmentation}`
  | `scratch.${keyof Scratch}`
  | `fineTune.${keyof FineTune}`

type Loose<Settings> = { [Name in keyof Settings]: Settings[Name] | null }

/** Settings while somebody types: an empty number is null. */
export interface SettingsDraft extends Omit<Loose<TrainSettings>, PartName> {
  augment: Loose<Augmentation> | null
  scratch: Loose<Scratch> | null
  fineTune: Loose<FineTune> | null
}

export type SettingProblems = Partial<Record<SettingName, string>>

export interface CheckedDraft {
  /** Undefined where something does not fit. */
  readonly settings: TrainSettings | undefined
  readonly problems: SettingProblems
}

export const defaultSettings: Readonly<TrainSettings> = Object.freeze(trainSettingsSchema.parse({}))

/** Checks a draft by the schema's own limits, and the side of the photos by what the network takes. */
export function checkDraft(draft: SettingsDraft): CheckedDraft {
  const { data, error } = trainSettingsSchema.safeParse(draft)
  const problems: SettingProblems = {}
  for (const issue of error?.issues ?? []) {
    const name = issue.path.filter((step) => typeof step === 'string').join('.') as SettingName
    problems[name] ??= describeIssue(issue)
  }
  if (draft.scratch === null) checkBase(draft, problems)
  return { settings: Object.keys(problems).length === 0 ? data : undefined, problems }
}

function checkBase(draft: SettingsDraft, problems: SettingProblems): void {
  const facts = models.find(({ id }) => id === draft.model)
  if (!facts) problems.model ??= strings.train.problems.unknownModel
  else if (draft.input !== null && draft.input < facts.minInput) {
    problems.input = strings.train.problems.atLeast(facts.minInput)
  }
}

/** What is wrong with a value, in words that name the limit. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const { problems } = strings.train
  if (issue.code === 'too_small') {
    const least = Number(issue.minimum)
    return issue.inclusive ? problems.atLeast(least) : problems.moreThan(least)
  }
  if (issue.code === 'too_big') {
    const most = Number(issue.maximum)
    return issue.inclusive ? problems.atMost(most) : problems.lessThan(most)
  }
  if (issue.code === 'invalid_type') {
    return issue.expected === 'int' ? problems.wholeNumber : problems.number
  }
  return problems.choice
}

/** The limits of a number, for the arrows of its field; undefined where there is none. */
export function limitsOf(name: SettingName): { min: number | undefined; max: number | undefined } {
  const [first = '', second] = name.split('.')
  const shape: Record<string, unknown> =
    second === undefined ? trainSettingsSchema.shape : parts[first as PartName].shape
  let schema = shape[second ?? first]
  while (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) schema = schema.unwrap()
  const { minValue, maxValue } = schema instanceof z.ZodNumber ? schema : { minValue: null, maxValue: null }
  return { min: minValue ?? undefined, max: maxValue ?? undefined }
}

/** What a field shows. */
export function valueAt(draft: SettingsDraft, name: SettingName): unknown {
  const [first, second] = name.split('.')
  const value: unknown = draft[first as keyof SettingsDraft]
  return second === undefined ? value : (value as Record<string, unknown> | null)?.[second]
}

/** Puts what was typed where it belongs; nowhere where its part is not chosen. */
export function setValueAt(draft: SettingsDraft, name: SettingName, value: unknown): void {
  const [first, second] = name.split('.')
  if (second === undefined) Object.assign(draft, { [first as string]: value })
  else {
    const part = draft[first as PartName]
    if (part) Object.assign(part, { [second]: value })
  }
}
