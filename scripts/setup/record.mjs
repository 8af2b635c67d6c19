// @ts-check
import { inPackages } from './place.mjs'
import { readJson, writeJson } from './json-file.mjs'

/**
 * @typedef {object} TensorFlowRecord
 * @property {string} package the Python package that the library came from
 * @property {string} version of that package
 * @property {'cpu' | 'gpu'} variant
 * @property {string} folder absolute path of the unpacked library
 * @property {string[]} libraries absolute folders that the dynamic linker has to search for NVIDIA's libraries
 * @property {number} [bindingChanges] what was changed in the binding, see session-config.mjs
 * @property {boolean} verified set by test/gpu once the GPU's results equalled the CPU's
 */

/**
 * What the set-up has provided. It lies in node_modules because it goes when they go.
 * @typedef {object} SetupRecord
 * @property {string} [node] version of Node that everything runs on
 * @property {TensorFlowRecord | undefined} [tensorflow]
 * @property {boolean} [electron] whether Electron's binary is there
 * @property {string} [electronVersion] the version whose binary was asked for last
 */

const recordFile = inPackages('.headstart.json')

/** @returns {SetupRecord} */
export function readRecord() {
  return readJson(recordFile) ?? {}
}

/** @param {SetupRecord} changes entries to add or replace; the others stay */
export function updateRecord(changes) {
  writeJson(recordFile, { ...readRecord(), ...changes })
}
