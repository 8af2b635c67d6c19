import process from 'node:process'
import util from 'node:util'

// tfjs-node 4.22 calls two old functions of Node's: one that Node 23 removed, so that every operation would fail, and
// one that prints a warning. Both must be in place before tfjs-node is loaded.
Object.assign(util, {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: (value: unknown) => Array.isArray(value),
})

// Left alone, TensorFlow takes nearly all of a GPU's memory at once, and other programs get none.
process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
