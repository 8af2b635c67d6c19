// @ts-check
import { describe, expect, it } from 'vitest'
import { explainCompiler } from './binding.mjs'
import { isRecentEnough } from './node.mjs'
import { explainNpm } from './npm.mjs'
import { isInstalled } from './packages.mjs'
import { explainPip, howToInstall } from './python-wheels.mjs'

describe('what a program printed before it gave up becomes one sentence', () => {
  it.each([
    ['npm error code ENOTFOUND\nnpm error network', /^The npm registry cannot be reached \(ENOTFOUND\)/],
    ['npm ERR! code ENOSPC\nnpm ERR! no space left', /^The disk is full: free 3 GB/],
    ['npm error code E404\nnpm error 404 Not Found', /^npm failed \(404 Not Found\): .+setup\.log\.$/],
    ['npm ERR! code E1\nnpm ERR! words of npm 9', /^npm failed \(words of npm 9\)/],
    ['Killed', /^npm failed \(it gave no reason\)/],
  ])('npm: %j', (output, sentence) => expect(explainNpm(output)).toMatch(sentence))

  it.each([
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM', /its sha256 differs/],
    ['OSError: [Errno 28] No space left on device', /^The disk is full/],
    [
      "WARNING: Retrying after 'NewConnectionError(...)'",
      /^The Python package index cannot be reached: check/,
    ],
    [
      'ERROR: Could not find a version that satisfies the requirement x==1 (from versions: none)',
      /^The Python package index cannot be reached or has no x==1 for this system/,
    ],
    ['ERROR: first\nERROR: last', /^pip failed \(last\)/],
  ])('pip: %j', (output, sentence) => expect(explainPip(output)).toMatch(sentence))

  it.each([
    ['x.cc:1: fatal error: node_api.h: No such file', /\(node_api\.h: No such file\).+setup\.log\.$/],
    ['gyp ERR! stack FetchError: ENOTFOUND', /^Node's headers cannot be downloaded/],
    ['gyp ERR! stack Error: not ok', /\(Error: not ok\)/],
    ['cc1plus: No space left on device', /^The disk is full/],
  ])('the compiler: %j', (output, sentence) => expect(explainCompiler(output)).toMatch(sentence))
})

it('says how to install for the system at hand', () => {
  expect(howToInstall('g++ make', 'linux')).toContain('sudo apt install g++ make')
  expect(howToInstall('g++ make', 'darwin')).toContain('xcode-select --install')
})

it('takes Node from 24 on as recent enough', () => {
  expect(['18.20.8', '20.20.2', '23.1.0', '24.0.0', '25.1.0'].map(isRecentEnough)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
})

describe('the packages are there', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  }
  it.each([
    ['all', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }, true],
    ['without an optional one', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['without one', { 'node_modules/b': { version: '2.0.0' } }, false],
    ['with another version', { 'node_modules/a': { version: '1.0.1' } }, false],
  ])('%s', (_what, packages, expected) => expect(isInstalled(wanted, { packages })).toBe(expected))

  it('not where an installation was interrupted', () => {
    expect(isInstalled(wanted, undefined)).toBe(false)
  })
})
