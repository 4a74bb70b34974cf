import { Ledger } from '../../collector/ledger/ledger.ts';
import { refreshRollups } from '../../collector/ledger/rollups.ts';
import type { Grade } from '../../domain/grades.ts';
import { declaredGradeOf } from '../../domain/schemes.ts';
import { DAY_MS } from '../../domain/units.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { visitOf, YardLedger } from '../server/stores/series/yard-ledger.ts';
import { type HistoryVisit, netOf } from './history-visit.ts';
import { planYard } from './plan-yard.ts';
import type { Span } from './weeks.ts';

/** How sure the made-up model of these ledgers is of what a photo shows. */
const CONFIDENCE = 0.97;

/**
 * The same history as rows, without devices, photos and waiting: weighings by the collector's own book, a judgement where a
 * truck has a photo, and what the office says of inbound trucks. For tests of what many weeks show.
 */
export function bookHistory(dataDir: string, span: Span, seed: number): void {
  const yards = new YardLedger(Ledger.in(dataDir));
  for (const yard of DEMO_YARDS) {
    for (const { visits } of planYard(yard, span, seed)) bookDay(yards, visits);
  }
  while (refreshRollups(yards.ledger));
  yards.ledger.close();
}

function bookDay(yards: YardLedger, visits: readonly HistoryVisit[]): void {
  const [first] = visits;
  if (!first) return;
  const now = first.first.at + DAY_MS;
  const messages = visits.flatMap((visit) => {
    const { yard, ticket, second, direction, partner, declaredGrade, photo } = visit;
    const grade = declaredGradeOf(declaredGrade) ?? 'heavy';
    const truck = {
      yard,
      ticket,
      closedAt: second.at,
      kg: netOf(visit),
      grade,
      direction,
      partner,
      declared: declaredGrade,
    };
    const frame = { id: `photo ${ticket}`, ticket, sha256: `sha ${yard} ${ticket}` };
    return [...yards.truck(truck), ...(photo ? [yards.event(yard, 'frame', photo.at, frame)] : [])];
  });
  yards.book(messages, now);
  for (const visit of visits) {
    const { yard, ticket, photo } = visit;
    if (photo) yards.judge(yard, `photo ${ticket}`, { grade: photo.choice.grade, confidence: CONFIDENCE }, now);
    const said = officeEvent(yards, visit, now);
    if (said) yards.book([said], now);
  }
}

function officeEvent(yards: YardLedger, { yard, ticket, office }: HistoryVisit, now: number) {
  if (!office) return null;
  const about = { by: '공장장', reason: office.reason, visit: visitOf(yard, ticket) };
  if (office.kind === 'cancellation') return yards.event(yard, 'cancellation', now, about);
  const change: { deductionKg: number } | { grade: Grade; frame: string } =
    office.kind === 'deduction' ? { deductionKg: office.kg } : { grade: office.grade, frame: `photo ${ticket}` };
  return yards.event(yard, 'correction', now, { ...about, ...change });
}
