// @ts-check
import { relative, resolve, sep } from 'node:path'

/**
 * Who may import what: for every folder of src, the folders and the guarded packages it may use. Other packages are
 * free everywhere but in `shared`, which both sides speak and which therefore stays with zod alone.
 * @type {Record<string, { folders: string[], packages: string[], node: boolean }>}
 */
export const layers = {
  shared: { folders: [], packages: [], node: false },
  pixels: { folders: ['shared'], packages: ['sharp'], node: true },
  core: { folders: ['shared', 'pixels'], packages: ['better-sqlite3'], node: true },
  engine: {
    folders: ['shared', 'pixels'],
    packages: ['@tensorflow/*', 'h5wasm', 'protobufjs'],
    node: true,
  },
  main: { folders: ['core', 'shared'], packages: ['electron'], node: true },
  preload: { folders: ['shared'], packages: ['electron'], node: false },
  renderer: { folders: ['shared'], packages: ['vue', 'vue-router', 'pinia', 'naive-ui'], node: false },
  server: { folders: ['core', 'shared'], packages: [], node: true },
  cli: { folders: ['core', 'shared', 'server'], packages: [], node: true },
}

const guarded = new Set(Object.values(layers).flatMap(({ packages }) => packages))

/**
 * Why a file may not import something, or undefined when it may.
 * @param {string} file absolute
 * @param {string} specifier as it stands in the import
 * @param {string} source absolute path of `src`
 */
export function refusal(file, specifier, source) {
  const folder = folderOf(file, source)
  const layer = folder === undefined ? undefined : layers[folder]
  if (!layer) return undefined
  if (specifier.startsWith('.')) {
    const target = resolve(file, '..', specifier)
    const other = folderOf(target, source)
    // Tests may use what lies beside src (the photos to try things on), the application may not.
    if (other === undefined)
      return isTest(file) ? undefined : `${folder}/ imports nothing from outside of src/`
    if (other === folder || layer.folders.includes(other)) return undefined
    return `${folder}/ may import ${list(layer.folders)}, not ${other}/`
  }
  if (specifier.startsWith('node:')) {
    return layer.node || isTest(file) ? undefined : `${folder}/ runs where there is no Node`
  }
  const name = packageName(specifier)
  if (folder === 'shared' && name !== 'zod' && !isTest(file)) return `shared/ uses zod only, not ${name}`
  const rule = guarded.has(name) ? name : `${name.split('/')[0]}/*`
  if (!guarded.has(rule) || layer.packages.includes(rule)) return undefined
  return `${folder}/ may use ${list(layer.packages)}, not ${name}`
}

/** @param {string} file @param {string} source @returns {string | undefined} the folder of src in which it lies */
function folderOf(file, source) {
  const path = relative(source, file)
  return path.startsWith('..') ? undefined : path.split(sep)[0]
}

/** @param {string} file */
function isTest(file) {
  return /\.test\.ts$|[\\/]fixtures[\\/]/.test(file)
}

/** @param {string} specifier */
function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** @param {string[]} names */
function list(names) {
  return names.length > 0 ? names.join(', ') : 'none of the others'
}

/** @type {import('eslint').Rule.RuleModule} */
export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{reason}}.' } },
  create(context) {
    const source = resolve(context.cwd, 'src')
    /** @param {any} node an import, an export from, or a dynamic import */
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return
      const reason = refusal(context.filename, node.source.value, source)
      if (reason) context.report({ node, messageId: 'refused', data: { reason } })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}
