import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HistoryResult, PEOPLE, tellHistory } from '../demo-history/history.ts';
import type { Span } from '../demo-history/weeks.ts';
import { yardsFileOf } from '../demo-history/yards-file.ts';
import { type SignedIn, signIn } from '../demo-projects/signed-in.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { type System, startSystem } from './system.ts';

/** A running system in which a stretch of the demo's history was told, and who looks at it. */
export interface HistorySystem extends System {
  readonly result: HistoryResult;
  readonly plant: SignedIn;
  readonly buyer: SignedIn;
}

const TOLD_WITHIN_MS = 100_000;
export const BUYER = PEOPLE[1].name;

/** Starts a system on an empty folder and tells a span of the history; its slips are not waited for. */
export async function startWithHistory(span: Span, seed = 1): Promise<HistorySystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'scalehouse-history-'));
  writeFileSync(join(dataDir, 'yards.json'), JSON.stringify(await yardsFileOf(DEMO_YARDS, span.until)));
  const system = await startSystem({ DATA_DIR: dataDir });
  const { url: address, password } = system;
  const result = await tellHistory({
    ...{ span, seed, tenant: 'demo', address, adminPassword: password, waitsForSlips: false },
    broker: { url: `mqtt://127.0.0.1:${system.mqttPort}`, username: null, password: null },
    signal: AbortSignal.timeout(TOLD_WITHIN_MS),
    log: () => undefined,
  });
  const [plant, buyer] = await Promise.all(PEOPLE.map(({ name }) => signIn(address, { user: name, password })));
  if (!plant || !buyer) throw new Error('nobody looks');
  return { ...system, result, plant, buyer };
}
