import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { UsageLogStatus, UsageLogTest } from '../../../domain/wire/usage-log-api.ts';

/** The usage log of a made-up system: sending, or `off`, `away` and `stopped` as the page asks. */
export function madeUpUsageLog(now: () => number) {
  const answer = (code: string, outcome: 'stored' | 'tested' | 'away', isTest = false) => ({
    at: formatKst(now() - 4 * MINUTE_MS),
    outcome,
    code,
    words: outcome === 'stored' ? '데이터 이관 완료' : null,
    isTest,
  });
  return {
    status(wanted: string): UsageLogStatus {
      const today = kstDay(now());
      const on: UsageLogStatus = {
        state: 'on',
        reason: null,
        key: '••••••••••••7f3a',
        portal: 'log.smart-factory.kr',
        day: today,
        today: { stored: 37, storedAtMost: 144, waiting: 4, refused: 0, requests: 61, requestsAtMost: 5_000 },
        expired: { count: 12, lastDay: kstDay(now() - 6 * DAY_MS), lastDayCount: 12 },
        lastAnswer: answer('AP1002', 'stored'),
        lastStoredAt: formatKst(now() - 4 * MINUTE_MS),
        nextSendAt: formatKst(now() + 6 * MINUTE_MS),
        silentDays: 0,
        duty: {
          from: kstDay(now() - 40 * DAY_MS),
          lastDay: kstDay(now() + 1_055 * DAY_MS),
          daysLeft: 1_055,
          isBegun: true,
        },
        mayAct: true,
      };
      if (wanted === 'off') {
        return {
          ...on,
          ...{ state: 'off', reason: 'KEY_MISSING', key: null, lastAnswer: null, lastStoredAt: null, nextSendAt: null },
          ...{ duty: null, silentDays: 5, today: { ...on.today, stored: 0, waiting: 18, requests: 0 } },
        };
      }
      if (wanted === 'away') {
        return {
          ...on,
          state: 'away',
          reason: 'ECONNREFUSED',
          lastAnswer: answer('ECONNREFUSED', 'away'),
          silentDays: 2,
        };
      }
      return on;
    },
    test: (): UsageLogTest => ({ answer: answer('AP1028', 'tested', true), reason: null }),
  };
}
