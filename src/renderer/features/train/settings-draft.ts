import { z } from 'zod'
import { trainSettingsSchema } from '../../../shared/contract/training'
import type { TrainSettings } from '../../../shared/contract/training'
import { models } from '../../../shared/models'
import { strings } from '../../strings'

export type SettingName = keyof TrainSettings

/** Settings while somebody types: an empty number is null. */
export type SettingsDraft = { [Name in SettingName]: TrainSettings[Name] | null }

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
    const name = issue.path[0] as SettingName
    problems[name] ??= describeIssue(issue)
  }
  const facts = models.find(({ id }) => id === draft.model)
  if (!facts) problems.model ??= strings.train.problems.unknownModel
  else if (draft.input !== null && draft.input < facts.minInput) {
    problems.input = strings.train.problems.atLeast(facts.minInput)
  }
  return { settings: Object.keys(problems).length === 0 ? data : undefined, problems }
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
  let schema: unknown = trainSettingsSchema.shape[name]
  while (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) schema = schema.unwrap()
  const { minValue, maxValue } = schema instanceof z.ZodNumber ? schema : { minValue: null, maxValue: null }
  return { min: minValue ?? undefined, max: maxValue ?? undefined }
}
