import { DomainError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/units.ts';

/** Where a page ended: the row that was last on it, by its instant and its id. */
export interface Position {
  readonly at: EpochMs;
  readonly id: string;
}

/** A position as clients hand it back; what is in it is no business of theirs. */
export function cursorOf({ at, id }: Position): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** @throws DomainError `BAD_REQUEST` for what no answer ever had */
export function positionOf(cursor: string): Position {
  const match = /^(-?\d{1,16}) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2]) {
    throw new DomainError('BAD_REQUEST', { field: 'cursor', problem: '앞 응답의 next 값을 그대로 보내 주세요' });
  }
  return { at: Number(match[1]), id: match[2] };
}
