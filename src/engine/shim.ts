import process from 'node:process'
import util from 'node:util'

// tfjs-node 4.22 calls two old functions of Node's: one that Node 23 removed, so that every operation would fail, and
// one that prints a warning. Both must be in place before tfjs-node is loaded.
Object.assign(util, {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: (value: unknown) => Array.isArray(value),
})

// oneDNN's work goes to the pool of threads, and the thread that asked for it sleeps until it is done, unless the first
// is set; with one thread for the operations of a graph, which follow each other, none waits for the next one. Both
// together take a fifth off a single photo (docs/performance.md).
process.env['TF_ONEDNN_THREADPOOL_USE_CALLER_THREAD'] ??= '1'
process.env['TF_NUM_INTEROP_THREADS'] ??= '1'

// A session that shares a batch out among threads has operations that keep to one of them, which is only possible with
// threads of its own (compile/session-config.ts).
process.env['TF_OVERRIDE_GLOBAL_THREADPOOL'] ??= '1'

// Left alone, TensorFlow takes nearly all of a GPU's memory at once, and other programs get none.
process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
