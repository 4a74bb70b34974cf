import { expect, vi } from 'vitest';
import type { CommandAccepted, ModelVersion, YardModels } from '../../domain/wire/http-api.ts';
import type { System } from './system.ts';

/** The models of a yard as its page asks for them and changes them. */
export interface YardModelsDesk {
  readonly read: () => Promise<YardModels>;
  readonly ask: (command: 'refit' | 'shadow' | 'promote' | 'roll-back', version?: string) => Promise<CommandAccepted>;
  /** waits until what it reads satisfies `check`, which throws while it does not */
  readonly until: (check: (models: YardModels) => void) => Promise<YardModels>;
}

export function modelsDesk(system: System, yard: string): YardModelsDesk {
  const path = `/api/yards/${yard}/models`;
  const read = () => system.get<YardModels>(path);
  return {
    read,
    ask: (command, version) => system.post(`${path}/${command}`, { reason: '현장 확인', version }),
    until: (check) =>
      vi.waitFor(
        async () => {
          const models = await read();
          check(models);
          return models;
        },
        { timeout: 120_000, interval: 200 },
      ),
  };
}

/** The version that grades the yard. */
export function currentOf({ versions }: YardModels): string | undefined {
  return versions.find(({ state }) => state === 'current')?.version;
}

/** @throws while there is no version of that name, or with its numbers when it is in another state */
export function assertState({ versions }: YardModels, version: string, state: ModelVersion['state']): void {
  const found = versions.find((one) => one.version === version);
  const { before, scores, refusal } = found ?? {};
  expect(found?.state, JSON.stringify({ version, refusal, before, scores })).toBe(state);
}
