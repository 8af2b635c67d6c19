import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (...path: string[]): string => resolve(import.meta.dirname, ...path)

/** What every command loads in many small files, which takes a fifth of its start. */
const bundled = ['@dagrejs/dagre', 'commander', 'p-queue', 'pure-rand', 'write-file-atomic', 'ws', 'zod']

/**
 * The other dependencies stay outside of the main bundles: the native ones have to. `index` is the window and the only
 * one that may import Electron; `cli` and `engine` run in plain Node, too.
 */
export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      externalizeDeps: { exclude: bundled },
      rollupOptions: {
        input: {
          index: at('src/main/index.ts'),
          cli: at('src/cli/index.ts'),
          engine: at('src/engine/index.ts'),
          'weights-reader': at('src/engine/weights/reader.ts'),
          'photo-reader': at('src/engine/reading/reader.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      rollupOptions: {
        input: at('src/preload/index.ts'),
        // A sandboxed page loads its preload script as CommonJS alone.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [vue()],
    build: { outDir: at('out/renderer'), rollupOptions: { input: at('src/renderer/index.html') } },
  },
})
