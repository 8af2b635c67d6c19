import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (...path: string[]): string => resolve(import.meta.dirname, ...path)

/**
 * Dependencies stay outside of the main bundles: the native ones have to, and the others load as fast. `index` is the
 * window and the only one that may import Electron; `cli` and `engine` run in plain Node, too.
 */
export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      externalizeDeps: true,
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
