import { expect, it } from 'vitest'
import { strings } from '../../strings'
import { checkDraft, defaultSettings, limitsOf } from './settings-draft'
import type { SettingsDraft } from './settings-draft'

const { problems } = strings.train

it('takes the defaults as they are', () => {
  expect(checkDraft({ ...defaultSettings })).toEqual({ settings: defaultSettings, problems: {} })
})

const wrong: [keyof SettingsDraft, number | null, string][] = [
  ['epochs', 0, problems.atLeast(1)],
  ['epochs', 10_001, problems.atMost(10_000)],
  ['epochs', 2.5, problems.wholeNumber],
  ['epochs', null, problems.number],
  ['batch', 4097, problems.atMost(4096)],
  ['units', -1, problems.atLeast(0)],
  ['dropout', 1, problems.lessThan(1)],
  ['learningRate', 0, problems.moreThan(0)],
  ['learningRate', NaN, problems.number],
  ['input', 1025, problems.atMost(1024)],
  ['input', 16, problems.atLeast(32)],
  ['seed', -1, problems.atLeast(0)],
]

it.each(wrong)('says at the field what is wrong with %s = %s', (name, value, message) => {
  expect(checkDraft({ ...defaultSettings, [name]: value })).toEqual({
    settings: undefined,
    problems: { [name]: message },
  })
})

it('takes an empty side of the photos as the network’s own', () => {
  expect(checkDraft({ ...defaultSettings, input: null }).settings?.input).toBeNull()
})

it('refuses a network that is not in the table', () => {
  expect(checkDraft({ ...defaultSettings, model: 'Elsewhere' }).problems).toEqual({
    model: problems.unknownModel,
  })
})

it('tells of everything that is wrong at once', () => {
  const draft = { ...defaultSettings, epochs: 0, batch: 0 }
  expect(Object.keys(checkDraft(draft).problems)).toEqual(['epochs', 'batch'])
})

it('knows the limits of numbers, also of one that may be empty', () => {
  expect(limitsOf('epochs')).toEqual({ min: 1, max: 10_000 })
  expect(limitsOf('input')).toEqual({ min: 32, max: 1024 })
  expect(limitsOf('optimizer')).toEqual({ min: undefined, max: undefined })
})
