import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    // Native parts do not survive several worker threads of one process.
    pool: 'forks',
    maxWorkers: 2,
    // Only for what hangs: a busy machine may take its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      // The user's own list of projects is nothing for tests.
      HEADSTART_SETTINGS: join(tmpdir(), 'headstart-test-settings'),
      // Nor are the networks that they compile anything for the user's cache.
      HEADSTART_COMPILED: join(tmpdir(), 'headstart-test-compiled'),
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'test/lint/**/*.test.ts',
            // What of the parity with Keras takes seconds.
            'test/parity/quick/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/shell/**/*.test.ts', 'test/gpu/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'pictures', include: ['test/pictures/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'parity',
          include: ['test/parity/**/*.test.ts'],
          exclude: ['test/parity/quick/**'],
          // The large networks take gigabytes each.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'measure',
          include: ['test/measure/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
