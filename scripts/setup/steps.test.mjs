// @ts-check
import { expect, it } from 'vitest'
import { reportTo, runSteps } from './steps.mjs'

/** What the steps write, with their times taken out. */
function newReport() {
  let written = ''
  const report = reportTo({ write: (text) => (written += text) })
  return { report, text: () => written.replace(/\d+\.\d s/g, 'N s') }
}

/** @param {string} name @param {string | void} [note] */
function newStep(name, note) {
  let done = false
  let runs = 0
  return {
    name,
    isDone: () => done,
    run: async () => {
      runs += 1
      done = true
      return note
    },
    runs: () => runs,
  }
}

it('runs what is not done, in order, with a line for each', async () => {
  const { report, text } = newReport()
  await runSteps([newStep('First'), newStep('Second', 'with a note')], { report, mentionDone: false })
  expect(text()).toBe('First … N s\nSecond … N s, with a note\n')
})

it('is silent about what is done, unless asked', async () => {
  const steps = [newStep('First'), newStep('Second')]
  await runSteps(steps, { report: newReport().report, mentionDone: false })
  const silent = newReport()
  await runSteps(steps, { report: silent.report, mentionDone: false })
  expect(silent.text()).toBe('')
  const asked = newReport()
  await runSteps(steps, { report: asked.report, mentionDone: true })
  expect(asked.text()).toBe('First … already there\nSecond … already there\n')
  expect(steps.map(({ runs }) => runs())).toEqual([1, 1])
})

it('asks whether a step is done only when those before it have run', async () => {
  const first = newStep('First')
  const second = { ...newStep('Second'), isDone: () => first.isDone() }
  await runSteps([first, second], { report: newReport().report, mentionDone: false })
  expect(second.runs()).toBe(0)
})

it('ends its line and goes no further when a step fails', async () => {
  const { report, text } = newReport()
  const broken = { name: 'Broken', isDone: () => false, run: () => Promise.reject(new Error('no network')) }
  const never = newStep('Never')
  await expect(runSteps([broken, never], { report, mentionDone: false })).rejects.toThrow('no network')
  expect(text()).toBe('Broken … failed\n')
  expect(never.runs()).toBe(0)
})

it('begins a whole line where another was begun', () => {
  const { report, text } = newReport()
  report.begin('Step')
  report.line('A remark.')
  expect(text()).toBe('Step … \nA remark.\n')
})
