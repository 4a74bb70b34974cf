import { defineConfig } from 'vitest/config';

const WHOLE_SYSTEM = ['test/e2e/**/*.test.ts', 'test/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: WHOLE_SYSTEM,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // each starts every process of the chain and measures it, so they run alone, one after the other
          name: 'system',
          include: WHOLE_SYSTEM,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: {
      include: ['domain/**/*.ts'],
      exclude: [
        'domain/programme/data/**',
        'domain/wire/flows-api.ts',
        'domain/wire/http-api.ts',
        'domain/wire/ledger-tables.ts',
        'domain/wire/measurements.ts',
        'domain/wire/notices-api.ts',
        'domain/wire/programme-api.ts',
        'domain/wire/slips-api.ts',
      ],
      thresholds: { 100: true },
    },
  },
});
