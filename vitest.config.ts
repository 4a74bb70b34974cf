import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: {
      include: ['domain/**/*.ts'],
      exclude: ['domain/wire/http-api.ts', 'domain/wire/ledger-tables.ts', 'domain/wire/measurements.ts'],
      thresholds: { 100: true },
    },
  },
});
