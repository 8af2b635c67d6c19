import util from 'node:util'

// tfjs-node 4.22 calls two old functions of Node's: one that Node 23 removed, so that every operation would fail, and
// one that prints a warning. Both must be in place before tfjs-node is loaded.
Object.assign(util, {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: (value: unknown) => Array.isArray(value),
})
