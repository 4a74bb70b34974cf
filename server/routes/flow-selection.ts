import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { GRADE_BUCKETS } from '../../domain/grades.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import { namesOfList } from '../../domain/wire/name-lists.ts';
import { type Action, rowScope } from '../accounts/authorization.ts';
import type { FlowSelection } from '../stores/flows/flow-requests.ts';
import type { YardStore } from '../stores/yards.ts';
import type { Gate } from './gate.ts';
import { spanEnd, spanStart } from './span.ts';

/** Longest span that flows are asked for: ten years, leap days and all. */
const SPAN_AT_MOST_MS = 3_653 * DAY_MS;

/** What a question about flows narrows them by, as its address has it. */
export interface AskedSelection {
  readonly from: string;
  readonly to: string;
  readonly yards?: string;
  readonly partners?: string;
  readonly grades?: string;
  readonly direction?: 'inbound' | 'outbound';
}

/**
 * Reads what a question about flows is about, within the rows of whoever asks.
 * @throws DomainError `FORBIDDEN` for a yard out of scope, `BAD_REQUEST` for a name nobody knows, `RANGE_REFUSED`
 */
export function flowSelection(
  request: FastifyRequest,
  { gate, yards }: { readonly gate: Gate; readonly yards: YardStore },
  action: Action,
  asked: AskedSelection,
): FlowSelection {
  const named = namesIn(asked.yards);
  const session = gate.demand(request, action, { yards: named ?? [] });
  const scope = rowScope(session, yards.works());
  const known = yards.list().map(({ id }) => id);
  const strange = named?.find((yard) => !known.includes(yard));
  if (strange !== undefined) throw wrong('yards', `${strange}: 없는 야드입니다. 야드 목록(/api/yards)의 이름을 쓰세요`);
  const grades = namesIn(asked.grades);
  const odd = grades?.find((grade) => !(GRADE_BUCKETS as readonly string[]).includes(grade));
  if (odd !== undefined) throw wrong('grades', `${odd}: 없는 등급입니다. ${GRADE_BUCKETS.join(', ')} 가운데 고르세요`);
  return {
    scope,
    yards: named ?? known.filter((yard) => scope.yards === null || scope.yards.includes(yard)),
    ...spanOf(asked),
    partners: namesIn(asked.partners),
    grades,
    direction: asked.direction ?? null,
  };
}

/**
 * The instants of a span, the end not included.
 * @throws DomainError `RANGE_REFUSED` for one that ends before it begins or is longer than ten years
 */
export function spanOf({ from, to }: { readonly from: string; readonly to: string }): { from: EpochMs; to: EpochMs } {
  const span = { from: spanStart('from', from), to: spanEnd('to', to) };
  if (span.from >= span.to) {
    throw new DomainError('RANGE_REFUSED', { problem: '끝(to)이 시작(from)보다 앞섭니다. 두 값을 바꾸어 보세요.' });
  }
  if (span.to - span.from > SPAN_AT_MOST_MS) {
    throw new DomainError('RANGE_REFUSED', { problem: '10년보다 깁니다. 10년 이하로 나누어 조회하세요.' });
  }
  return span;
}

/** The names of a list in an address; `null`: none were named. */
export function namesIn(list: string | undefined): string[] | null {
  const names = namesOfList(list);
  return names.length === 0 ? null : names;
}

function wrong(field: string, problem: string): DomainError {
  return new DomainError('BAD_REQUEST', { field, problem });
}
