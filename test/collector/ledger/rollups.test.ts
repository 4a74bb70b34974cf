import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { refreshRollups } from '../../../collector/ledger/rollups.ts';
import { rebook } from '../../../collector/visits/rebook.ts';
import { kstDayStart } from '../../../domain/kst-time.ts';
import { DAY_MS, MINUTE_MS } from '../../../domain/units.ts';
import { TENANT, visitOf, YardLedger } from '../../server/stores/series/yard-ledger.ts';

const FROM = kstDayStart('2028-02-27') ?? 0;
const NOW = FROM + 30 * DAY_MS;
const YARD = 'y1';

const truck = fc.record({
  minute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
  kg: fc.integer({ min: 0, max: 2_000 }),
  declared: fc.constantFrom('heavy', '중량A', '경량', '모르는등급', null),
  photo: fc.constantFrom('heavy' as const, 'light' as const, null),
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  partner: fc.constantFrom('가람', '나래 "철강", (주)', null),
  weighings: fc.constantFrom(1, 2, 2, 2, 2),
});
const late = fc.record({
  what: fc.constantFrom('truck', 'cancellation', 'grade', 'deduction', 'withdrawal'),
  truck,
  of: fc.nat(),
  isSummedAfter: fc.boolean(),
});

/** What the ledger's visits say of each day and partner, worked out by SQLite from their bodies alone. */
const ORACLE = `
  WITH v AS (
    SELECT *, CAST((coalesce(closed_at, opened_at) + 32400000) / 86400000 AS INTEGER) * 86400000 - 32400000 AS start,
      json_extract(body, '$.basis') AS basis, json_extract(body, '$.confidence') AS confidence,
      CASE json_extract(body, '$.declaredGrade')
        WHEN 'heavy' THEN 'heavy' WHEN '중량A' THEN 'heavy' WHEN '경량' THEN 'light' END AS declared
    FROM visit WHERE status <> 'open'
  ), c AS (SELECT *, status = 'closed' AS is_closed,
      status = 'closed' AND declared IS NOT NULL AND basis IN ('photos', 'corrected') AS is_declared FROM v)
  SELECT yard, start, coalesce(direction, '') AS direction, coalesce(partner, '') AS partner,
    sum(is_closed) AS trucks, sum(iif(is_closed, net, 0)) AS net_kg,
    sum(iif(is_closed, json_extract(body, '$.deduction'), 0)) AS deduction_kg,
    sum(iif(is_closed, json_extract(body, '$.accepted'), 0)) AS accepted_kg,
    sum(is_declared) AS declared_trucks, sum(iif(is_declared, net, 0)) AS declared_kg,
    sum(iif(is_declared, coalesce((SELECT kg FROM visit_grade WHERE visit = c.id AND grade = c.declared), 0), 0)) AS matched_kg,
    sum(is_closed AND json_array_length(body, '$.exceptions') > 0) AS exception_trucks,
    sum(is_closed AND basis = 'corrected') AS corrected_trucks,
    sum(is_closed AND json_extract(body, '$.deduction') > 0) AS deducted_trucks,
    sum(status = 'cancelled') AS cancelled_trucks,
    round(total(iif(is_closed, confidence, 0)), 9) AS confidence_sum, sum(is_closed AND confidence IS NOT NULL) AS confidence_trucks
  FROM c GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
const KEPT = `SELECT yard, start, direction, partner, trucks, net_kg, deduction_kg, accepted_kg, declared_trucks,
    declared_kg, matched_kg, exception_trucks, corrected_trucks, deducted_trucks, cancelled_trucks,
    round(confidence_sum, 9) AS confidence_sum, confidence_trucks
  FROM rollup_partner ORDER BY 1, 2, 3, 4`;

const sumUp = (ledger: Ledger) => {
  while (refreshRollups(ledger));
};

test('the sums of partners say what the visits say, whatever comes late, is corrected or cancelled', () => {
  fc.assert(
    fc.property(fc.array(truck, { minLength: 1, maxLength: 10 }), fc.array(late, { maxLength: 8 }), (trucks, lates) => {
      const ledger = new Ledger(':memory:');
      const yard = new YardLedger(ledger);
      let told = 0;
      const tell = ({ minute, photo, weighings, declared, ...rest }: (typeof trucks)[number]) => {
        const ticket = `t${told}`;
        const closedAt = FROM + minute * MINUTE_MS;
        const messages = yard
          .truck({ yard: YARD, ticket, closedAt, grade: 'heavy', declared, ...rest })
          .slice(0, weighings);
        told += 1;
        if (photo !== null) {
          const at = closedAt - 10 * MINUTE_MS;
          messages.push(yard.event(YARD, 'frame', at, { id: `f-${ticket}`, ticket, sha256: `sha of ${ticket}` }));
        }
        yard.book(messages, NOW);
        if (photo !== null) yard.judge(YARD, `f-${ticket}`, { grade: photo, confidence: 0.7 }, NOW);
      };
      for (const one of trucks) tell(one);
      sumUp(ledger);
      const corrections: [visit: string, id: string][] = [];
      for (const [number, { what, truck: another, of, isSummedAfter }] of lates.entries()) {
        const id = `c${number}`;
        const said = { id, by: 'kim', reason: '이유', visit: visitOf(YARD, `t${of % told}`) };
        const say = (more: object) => {
          yard.book([yard.event(YARD, 'correction', NOW, { ...said, ...more })], NOW);
          corrections.push([said.visit, id]);
        };
        if (what === 'truck') tell(another);
        else if (what === 'cancellation') yard.book([yard.event(YARD, 'cancellation', NOW, said)], NOW);
        else if (what === 'grade') say({ grade: 'cast' });
        else if (what === 'deduction') say({ deductionKg: 120 });
        else {
          const [visit, withdraws] = corrections[of % Math.max(1, corrections.length)] ?? [];
          if (visit !== undefined) yard.book([yard.event(YARD, 'correction', NOW, { ...said, visit, withdraws })], NOW);
        }
        if (isSummedAfter) sumUp(ledger);
      }
      sumUp(ledger);
      expect(ledger.all(KEPT)).toEqual(ledger.all(ORACLE));
      ledger.close();
    }),
    { numRuns: 60 },
  );
});

test('a truck turned back before its second weighing counts on the day of its first', () => {
  const ledger = new Ledger(':memory:');
  const yard = new YardLedger(ledger);
  const [first] = yard.truck({
    ...{ yard: YARD, ticket: 't0', closedAt: FROM + 20 * MINUTE_MS, kg: 1_000 },
    ...{ grade: 'heavy', direction: 'inbound', partner: '가람' },
  });
  if (!first) throw new Error('no weighing');
  yard.book([first], NOW);
  sumUp(ledger);
  expect(ledger.all(KEPT)).toEqual([]);
  const visit = visitOf(YARD, 't0');
  yard.book([yard.event(YARD, 'cancellation', NOW, { by: 'kim', reason: '퇴송', visit })], NOW);
  sumUp(ledger);
  expect(ledger.all('SELECT start, partner, trucks, net_kg, cancelled_trucks FROM rollup_partner')).toEqual([
    { start: FROM, partner: '가람', trucks: 0, net_kg: 0, cancelled_trucks: 1 },
  ]);
});

test('a rebooked ledger sums its partners to the same', () => {
  const ledger = new Ledger(':memory:');
  const yard = new YardLedger(ledger);
  const told = { yard: YARD, kg: 900, grade: 'heavy', direction: 'inbound', partner: '가람' } as const;
  for (const n of [0, 1, 2]) yard.book(yard.truck({ ...told, ticket: `t${n}`, closedAt: FROM + n * DAY_MS }), NOW);
  const visit = visitOf(YARD, 't1');
  yard.book([yard.event(YARD, 'cancellation', NOW, { by: 'kim', reason: '퇴송', visit })], NOW);
  sumUp(ledger);
  const before = ledger.all(KEPT);
  expect(before).toHaveLength(3);
  for (const table of [
    'standing',
    'span',
    'visit',
    'visit_grade',
    'rollup_due',
    'rollup_partner',
    'rollup_hour',
    'rollup_day',
  ]) {
    ledger.run(`DELETE FROM ${table}`);
  }
  rebook(ledger, () => [], NOW);
  sumUp(ledger);
  expect(ledger.all(KEPT)).toEqual(before);
  expect(ledger.all('SELECT DISTINCT tenant FROM visit')).toEqual([{ tenant: TENANT }]);
});
