import type { EpochMs } from '../../domain/units.ts';
import type { Alert } from '../../domain/wire/http-api.ts';
import { agoWords, spanWords } from '../text/ages.ts';
import { instant } from '../text/dates.ts';
import type { Texts } from '../text/ko.ts';
import { momentWords } from '../text/moments.ts';
import { count as wholeNumber } from '../text/weights.ts';

/** Alerts as people should see them: alarms first, the unseen before the seen, then the newest. */
export function alertsInOrder(alerts: readonly Alert[]): Alert[] {
  const rank = (alert: Alert): number => (alert.level === 'alarm' ? 0 : 2) + (alert.seenAt === null ? 0 : 1);
  return [...alerts].sort((a, b) => rank(a) - rank(b) || b.raisedAt.localeCompare(a.raisedAt) || b.id - a.id);
}

/** What an alert says, with the device, or the partner and the slip, it speaks of. */
export function alertName(words: Texts, alert: Pick<Alert, 'code' | 'device' | 'params'>): string {
  const name = words.alerts.names[alert.code] ?? words.problemUnknown;
  const dose = alert.params.microSvPerHour;
  const { count, partner = null, slip = null } = alert.params;
  const parts = [
    name,
    alert.device,
    partner,
    slip,
    dose === undefined ? null : `${dose} µSv/h`,
    count === undefined ? null : words.system.pieces(wholeNumber(Number(count))),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** Its life so far: since when, who has seen it, how long it lasted. */
export function alertLife(words: Texts, alert: Alert, now: EpochMs): string[] {
  const seen =
    alert.seenAt === null
      ? words.alerts.unseen
      : words.alerts.seen(alert.seenBy ?? '–', momentWords(words, alert.seenAt, now));
  if (alert.resolvedAt === null) {
    const raised = words.alerts.raised(momentWords(words, alert.raisedAt, now), agoWords(words, alert.raisedAt, now));
    return [raised, seen];
  }
  const lasted = (instant(alert.resolvedAt) ?? 0) - (instant(alert.raisedAt) ?? 0);
  return [words.alerts.resolved(momentWords(words, alert.resolvedAt, now), spanWords(words, lasted)), seen];
}
