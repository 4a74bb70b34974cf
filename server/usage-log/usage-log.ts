import type { Logger } from 'pino';
import { formatKst, kstDay } from '../../domain/kst-time.ts';
import type { Settings } from '../../domain/settings.ts';
import { type EpochMs, type KstDay, SECOND_MS } from '../../domain/units.ts';
import type { PortalAnswer, UsageLogStatus } from '../../domain/wire/usage-log-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { readUsageLogConfig } from './config.ts';
import { csvOf } from './csv.ts';
import { dutyOf, silentDays } from './duty.ts';
import { type HeardAnswer, Outbox } from './outbox.ts';
import type { PersonSession } from './person.ts';
import { Sender } from './sender.ts';
import { openUsageLogFile } from './usage-log-file.ts';

const LOOK_EVERY_MS = 5 * SECOND_MS;

interface Options {
  readonly settings: Pick<Settings, 'dataDir' | 'demo' | 'usageLog'>;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly now?: () => EpochMs;
  readonly random?: () => number;
}

export interface UsageLog {
  /** the file, for the one writer of records behind the gate */
  readonly file: Sqlite;
  readonly now: () => EpochMs;
  status(): Omit<UsageLogStatus, 'mayAct'>;
  /** `null` when nothing was sent; `status` says why */
  test(person: PersonSession, address: string): Promise<PortalAnswer | null>;
  /** milliseconds until another test may be sent, 0 for now */
  testPauseMs(): number;
  /** records of KST days, the last included, as CSV */
  csv(from: KstDay, to: KstDay): string;
  /** Sends what is due; it also happens every five seconds. */
  turn(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens the usage log of the data folder and sends from now on.
 * @throws DomainError `SETTING_INVALID` for a wrong file of settings or key
 */
export function startUsageLog({ settings, logger, now = Date.now, random = Math.random }: Options): UsageLog {
  const config = readUsageLogConfig(settings.usageLog);
  const file = openUsageLogFile(settings.dataDir);
  const outbox = new Outbox(file);
  const sender = new Sender({ config, outbox, isDemo: settings.demo, logger, now, random });
  const timer = setInterval(() => void sender.turn(), LOOK_EVERY_MS);
  const { limits, duty, key, url } = config;

  function status(): Omit<UsageLogStatus, 'mayAct'> {
    const day = kstDay(now());
    const lastExpired = outbox.lastDay('expired');
    const last = outbox.lastAnswer();
    const time = (at: EpochMs | null) => (at === null ? null : formatKst(at));
    return {
      ...sender.state,
      key: key?.masked ?? null,
      portal: new URL(url).host,
      day,
      today: {
        stored: outbox.ended('stored', day),
        storedAtMost: limits.storedPerDay,
        waiting: outbox.waiting(day),
        refused: outbox.ended('refused', day),
        requests: outbox.requests(day),
        requestsAtMost: limits.requestsPerDay,
      },
      expired: {
        count: outbox.expiredInAll(),
        lastDay: lastExpired,
        lastDayCount: lastExpired === null ? 0 : outbox.ended('expired', lastExpired),
      },
      lastAnswer: last === null ? null : shown(last),
      lastStoredAt: time(outbox.lastStoredAt()),
      nextSendAt: time(sender.nextSendAt()),
      silentDays: silentDays(outbox.lastDay('stored'), outbox.firstDay(), day),
      duty: dutyOf(duty.from, duty.years, day),
    };
  }

  return {
    ...{ file, now, status },
    test: async (person, address) => {
      const answer = await sender.test(person, address);
      return answer === null ? null : shown(answer);
    },
    testPauseMs: () => sender.testPauseMs(),
    csv: (from, to) => csvOf(outbox.history(from, to), config),
    turn: () => sender.turn(),
    stop: async () => {
      clearInterval(timer);
      await sender.stop();
      file.close();
    },
  };
}

function shown({ at, outcome, code, words, isTest }: HeardAnswer): PortalAnswer {
  return { at: formatKst(at), outcome, code, words, isTest };
}
