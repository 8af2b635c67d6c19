import { expect, it } from 'vitest'
import { refusal } from './layers.mjs'

/** @param {string} file @param {string} specifier */
const check = (file, specifier) => refusal(`/headstart/src/${file}`, specifier, '/headstart/src')

it.each([
  ['core/host.ts', '../shared/errors'],
  ['core/database/open.ts', 'better-sqlite3'],
  ['core/photos/import.ts', '../../pixels/inspect'],
  ['engine/tensorflow.ts', '@tensorflow/tfjs-node'],
  ['server/serve.ts', 'ws'],
  ['cli/index.ts', '../server/serve'],
  ['shared/errors.ts', 'zod'],
  ['shared/models.test.ts', 'node:fs'],
  ['core/photos/import.test.ts', '../../../test/shared-folder'],
])('lets %s import %s', (file, specifier) => expect(check(file, specifier)).toBeUndefined())

it.each([
  ['shared/errors.ts', 'node:fs'],
  ['shared/errors.ts', 'p-queue'],
  ['core/host.ts', '../engine/predictor'],
  ['core/host.ts', '@tensorflow/tfjs-node'],
  ['engine/index.ts', '../core/host'],
  ['engine/index.ts', 'better-sqlite3'],
  ['renderer/main.ts', '../core/host'],
  ['renderer/main.ts', 'node:path'],
  ['server/serve.ts', 'vue'],
  ['server/serve.ts', 'sharp'],
  ['cli/index.ts', '../engine/predictor'],
  ['core/host.ts', '../../test/shared-folder'],
])('refuses that %s imports %s', (file, specifier) => expect(check(file, specifier)).toBeDefined())
