import type { Logger } from 'pino';
import { ALERT_RULES, type Cause, judge, RESOLVE_AFTER_MS, type Signs, subjectOf } from '../../domain/alerting.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { AlertStore, OpenAlert } from './alert-store.ts';

interface Parts {
  readonly store: AlertStore;
  readonly signs: (now: EpochMs) => Signs;
  /** called when an alert was raised, went on differently or was resolved */
  readonly onChanged: () => void;
  readonly logger: Pick<Logger, 'error'>;
  readonly now?: () => EpochMs;
}

/**
 * Looks at the signs again and again, raises an alert for what calls for a person, once per subject, and resolves it when
 * its cause is gone. Both wait a little, so that a reconnect is no alert and a gap in one no end.
 */
export class AlertWatch {
  readonly #parts: Parts;
  readonly #now: () => EpochMs;
  /** since when a cause without an alert has lasted, keyed by subject */
  readonly #causedSince = new Map<string, EpochMs>();
  /** since when the cause of an open alert has been gone, keyed by subject */
  readonly #goneSince = new Map<string, EpochMs>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** One look. A ledger that cannot be read now says nothing: all stays as it is until the next look. */
  look(): void {
    const now = this.#now();
    try {
      const { causes, unknown } = judge(this.#parts.signs(now), now);
      const bySubject = new Map(causes.map((cause) => [subjectOf(cause), cause]));
      const open = this.#parts.store.open();
      let isChanged = false;
      for (const [subject, cause] of bySubject) {
        if (this.#takeCause(subject, cause, open.get(subject) ?? null, now)) isChanged = true;
      }
      forget(this.#causedSince, (subject) => bySubject.has(subject) && !open.has(subject));
      for (const alert of open.values()) {
        const mayEnd = !bySubject.has(alert.subject) && !unknown.has(alert.code);
        if (this.#takeAbsence(alert, mayEnd, now)) isChanged = true;
      }
      forget(this.#goneSince, (subject) => open.has(subject));
      if (isChanged) this.#parts.onChanged();
    } catch (error) {
      this.#parts.logger.error({ err: error }, 'alerts could not be looked at');
    }
  }

  /** True when the alerts changed. */
  #takeCause(subject: string, cause: Cause, open: OpenAlert | null, now: EpochMs): boolean {
    const { store } = this.#parts;
    if (open) {
      const { count } = cause.params;
      if (typeof count !== 'number' || count === open.count) return false;
      store.recount(open.id, cause.params);
      return true;
    }
    if (cause.isQuiet) {
      this.#causedSince.delete(subject);
      return false;
    }
    const since = this.#causedSince.get(subject) ?? now;
    this.#causedSince.set(subject, since);
    if (now - since < ALERT_RULES[cause.code].raiseAfterMs) return false;
    store.raise(cause, now);
    this.#causedSince.delete(subject);
    return true;
  }

  /** True when the alert was resolved. */
  #takeAbsence({ id, subject, code, isSeen }: OpenAlert, mayEnd: boolean, now: EpochMs): boolean {
    if (!mayEnd || (ALERT_RULES[code].isKeptUntilSeen && !isSeen)) {
      this.#goneSince.delete(subject);
      return false;
    }
    const since = this.#goneSince.get(subject) ?? now;
    this.#goneSince.set(subject, since);
    if (now - since < RESOLVE_AFTER_MS) return false;
    this.#parts.store.resolve(id, now);
    this.#goneSince.delete(subject);
    return true;
  }
}

function forget(map: Map<string, unknown>, isKept: (subject: string) => boolean): void {
  for (const subject of [...map.keys()]) if (!isKept(subject)) map.delete(subject);
}
