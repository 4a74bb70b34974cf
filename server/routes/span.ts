import { DomainError } from '../../domain/errors.ts';
import { kstDayStart, parseEventTime } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';

/**
 * Reads `from`: RFC 3339 with an offset, or a KST day, which means its first instant.
 * @throws DomainError `BAD_REQUEST` naming the field
 */
export function spanStart(field: string, text: string): EpochMs {
  return kstDayStart(text) ?? parseEventTime(text) ?? reject(field);
}

/** Reads `to`, the first instant that is not included; a KST day means through the end of that day. */
export function spanEnd(field: string, text: string): EpochMs {
  const day = kstDayStart(text);
  return day === null ? (parseEventTime(text) ?? reject(field)) : day + DAY_MS;
}

function reject(field: string): never {
  throw new DomainError('BAD_REQUEST', {
    field,
    problem: '2026-11-22 또는 2026-11-22T09:30:00+09:00 형식이어야 합니다',
  });
}
