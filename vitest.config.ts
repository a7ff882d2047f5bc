import { defineConfig } from 'vitest/config'
import { suites } from './test/harness/suites.ts'

const shared = { environment: 'node', testTimeout: 30_000, hookTimeout: 120_000, teardownTimeout: 30_000 } as const

export default defineConfig({
  test: {
    projects: suites.map(({ name, include, exclude, cluster }) => ({
      test: {
        ...shared, name, setupFiles: ['test/harness/seeded.ts'], include: [...include], exclude: [...exclude, '**/node_modules/**'],
        ...(cluster && { globalSetup: ['test/harness/cluster.ts'] }),
        // One browser at a time: two cores do not carry more, and timing is part of what is tested.
        ...(name === 'e2e' && { fileParallelism: false, testTimeout: 120_000 }),
      },
    })),
  },
})
