import { onTestFinished } from 'vitest';
import type { UserRole } from '../../domain/wire/http-api.ts';
import type { UsageAct } from '../../domain/wire/usage-log-api.ts';
import { openAccounts } from '../../server/accounts/accounts.ts';
import { type PersonSession, personOf } from '../../server/usage-log/person.ts';
import { UsageRecorder } from '../../server/usage-log/recorder.ts';
import { startUsageLog, type UsageLog } from '../../server/usage-log/usage-log.ts';
import { tempDir } from '../server/build.ts';
import { PORTAL_KEY } from './portal.ts';

export interface Clock {
  now: number;
}

export interface LogParts {
  readonly usageLog: UsageLog;
  readonly person: PersonSession;
  readonly warnings: unknown[];
  /** what the person does now; views are of something new each time */
  act(act: UsageAct, address?: string): void;
  /** stops and starts anew on the same folder, as a restart does */
  restart(): Promise<void>;
  /** lets time pass in steps of 5 s to 1 minute and gives the sender its turn at each */
  pass(milliseconds: number, stepMs?: number): Promise<void>;
}

export interface LogOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly key?: string | null;
  readonly configFile?: string | null;
  readonly demo?: boolean;
  readonly dataDir?: string;
  readonly role?: UserRole;
}

/** A usage log by a clock of the test's, with a person who really has a session. */
export async function openLog(options: LogOptions): Promise<LogParts> {
  const { url, clock, key = PORTAL_KEY, configFile = null, demo = false } = options;
  const dataDir = options.dataDir ?? (await tempDir());
  const accounts = await openAccounts(dataDir, 'correct-horse');
  const session = accounts.sessions.find(accounts.sessions.startForUser('admin'));
  const person = session === null ? null : personOf(session);
  if (person === null) throw new Error('no session');
  accounts.close();
  const warnings: unknown[] = [];
  const note = (...what: unknown[]) => void warnings.push(what);
  const start = () =>
    startUsageLog({
      settings: { dataDir, demo, usageLog: { url, key, keyFile: null, configFile } },
      ...{ logger: { warn: note, info: note }, now: () => clock.now, random: () => 1 },
    });
  let usageLog = start();
  let recorder = new UsageRecorder(usageLog.file, usageLog.now);
  let views = 0;
  onTestFinished(() => usageLog.stop());
  return {
    get usageLog() {
      return usageLog;
    },
    ...{ person, warnings },
    act: (act, address = '203.0.113.7') => {
      views += 1;
      recorder.record(person, { act, subject: `page ${views}`, address, bytes: 1_234 });
    },
    restart: async () => {
      await usageLog.stop();
      usageLog = start();
      recorder = new UsageRecorder(usageLog.file, usageLog.now);
    },
    pass: async (milliseconds, stepMs = 30_000) => {
      for (const end = clock.now + milliseconds; clock.now < end; ) {
        clock.now = Math.min(end, clock.now + stepMs);
        await usageLog.turn();
      }
    },
  };
}
