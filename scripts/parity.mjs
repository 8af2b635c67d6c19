#!/usr/bin/env node
// @ts-check
import { kerasPython } from './parity/keras-python.mjs'
import { SetupProblem } from './setup/problem.mjs'
import { setUpOrExit } from './setup/set-up.mjs'
import { runVitest } from './test/checks.mjs'
import { report } from './test/report.mjs'

/** Compares every network with Keras itself; what follows on the command line goes to vitest, such as `-t VGG16`. */
await setUpOrExit()
const environment = await kerasPython().then(
  (python) => ({ HEADSTART_KERAS_PYTHON: python }),
  (problem) => {
    if (!(problem instanceof SetupProblem)) throw problem
    return { HEADSTART_KERAS_MISSING: problem.message }
  },
)
report([await runVitest('parity', process.argv.slice(2), environment)])
