// @ts-check
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * What a JSON file holds, or undefined when it is missing or broken: then whatever it recorded is simply done again.
 * @param {string} path
 * @returns {any}
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Writes a JSON file whole or not at all.
 * @param {string} path
 * @param {unknown} content
 */
export function writeJson(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}.unfinished`
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(unfinished, path)
}
