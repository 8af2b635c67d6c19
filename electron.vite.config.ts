import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (...path: string[]): string => resolve(import.meta.dirname, ...path)

/** Dependencies stay outside of the main bundle: the native ones have to, and the others load as fast. */
export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      externalizeDeps: true,
      rollupOptions: {
        input: { cli: at('src/cli/index.ts'), engine: at('src/engine/index.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [vue()],
    build: { outDir: at('out/renderer'), rollupOptions: { input: at('src/renderer/index.html') } },
  },
})
