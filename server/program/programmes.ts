import { DomainError } from '../../domain/errors.ts';
import { AI_TRACK_2026 } from '../../domain/programme/data/ai-track-2026.ts';
import type { Programme } from '../../domain/programme/programme.ts';

const PROGRAMMES: readonly Programme[] = [AI_TRACK_2026];

/** @throws DomainError `BAD_REQUEST` for a programme that is not among the data */
export function programmeOf(id: string): Programme {
  const found = PROGRAMMES.find((programme) => programme.id === id);
  if (!found) throw new DomainError('BAD_REQUEST', { field: 'programme', problem: '등록된 사업이 아닙니다' });
  return found;
}
