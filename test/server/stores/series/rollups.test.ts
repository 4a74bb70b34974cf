import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ledger as CollectorLedger } from '../../../../collector/ledger/ledger.ts';
import { markHourDue, refreshRollups } from '../../../../collector/ledger/rollups.ts';
import { startOfKstDay, startOfKstHour } from '../../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../domain/units.ts';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { EmbeddedSeries } from '../../../../server/stores/series/embedded-series.ts';
import { jsonColumns } from '../../../../server/stores/series/json-columns.ts';
import { rollupSpans } from '../../../../server/stores/series/rollup-spans.ts';
import { SeriesTables } from '../../../../server/stores/series/series-tables.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { kilogramsOf } from './oracle.ts';
import { kst } from './world.ts';
import { visitOf, YardLedger } from './yard-ledger.ts';

const FROM = kst('2028-02-27T00:00:00');
const NOW = FROM + 30 * DAY_MS;
const YARD = 'y1';

const truck = fc.record({
  minute: fc.integer({ min: 0, max: 4 * 24 * 60 }),
  kg: fc.integer({ min: 1, max: 2_000 }),
  grade: fc.constantFrom('heavy' as const, 'light' as const),
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  partner: fc.constantFrom('가람', '나래', null),
});
/** What comes after hours were summed: another truck, a cancellation or a correction of an earlier one. */
const late = fc.record({
  what: fc.constantFrom('truck', 'cancellation', 'correction'),
  truck,
  of: fc.nat(),
  isSummedAfter: fc.boolean(),
});

test('roll-ups, half of them out of date, say what the visits say', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(truck, { minLength: 1, maxLength: 12 }),
      fc.array(late, { maxLength: 6 }),
      fc.array(fc.nat({ max: 4 * 24 }), { maxLength: 4 }),
      fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 6_000 })),
      fc.constantFrom('1h' as const, '1d' as const, '1mo' as const),
      async (trucks, lates, poisoned, [start, length], every) => {
        const folder = temporaryFolder('scalehouse-rollups-');
        const yard = new YardLedger(CollectorLedger.in(folder.path));
        const reader = new Ledger(folder.path);
        try {
          let told = 0;
          const tell = ({ minute, ...rest }: typeof truck extends fc.Arbitrary<infer T> ? T : never) => {
            const messages = yard.truck({
              yard: YARD,
              ticket: `t${told}`,
              closedAt: FROM + minute * MINUTE_MS,
              ...rest,
            });
            told += 1;
            yard.book(messages, NOW);
          };
          for (const one of trucks) tell(one);
          refreshRollups(yard.ledger);
          for (const { what, truck: another, of, isSummedAfter } of lates) {
            const visit = visitOf(YARD, `t${of % told}`);
            const said = { by: 'kim', reason: '이유', visit };
            if (what === 'truck') tell(another);
            else if (what === 'cancellation') yard.book([yard.event(YARD, 'cancellation', NOW, said)], NOW);
            else yard.book([yard.event(YARD, 'correction', NOW, { ...said, grade: 'cast' })], NOW);
            if (isSummedAfter) refreshRollups(yard.ledger);
          }
          for (const hour of poisoned) spoil(yard.ledger, FROM + hour * HOUR_MS);

          const [from, to] = [FROM + start * MINUTE_MS, FROM + (start + length) * MINUTE_MS];
          const store = new SeriesTables(new EmbeddedSeries(reader));
          const request = { yard: YARD, from, to, every, shifts: [], rowsAtMost: 1_000_000 };
          const { kg, partner, direction, grade } = jsonColumns(await store.flows(request));
          const sum = (of: string) =>
            kilogramsOf(yard.ledger, YARD)
              .filter((one) => one.at >= from && one.at < to && keyOf(one) === of)
              .reduce((total, one) => total + one.kg, 0);
          const found = new Map<string, number>();
          for (const [row, kilograms] of (kg ?? []).entries()) {
            const key = JSON.stringify([partner?.[row], direction?.[row], grade?.[row]]);
            found.set(key, (found.get(key) ?? 0) + Number(kilograms));
          }
          const all = kilogramsOf(yard.ledger, YARD).filter(({ at }) => at >= from && at < to);
          expect([...found.keys()].sort()).toEqual([...new Set(all.map(keyOf))].sort());
          for (const [key, kilograms] of found) expect(kilograms).toBe(sum(key));
        } finally {
          reader.close();
          yard.ledger.close();
          folder.remove();
        }
      },
    ),
    { numRuns: 20 },
  );
});

const keyOf = ({ partner, direction, grade }: { partner: string; direction: string; grade: string }) =>
  JSON.stringify([partner, direction, grade]);

/** An hour is noted as out of date, and what its sums and its day's say is nonsense from then on. */
function spoil(ledger: CollectorLedger, hour: number): void {
  markHourDue(ledger, YARD, hour);
  for (const [table, start] of [
    ['rollup_hour', hour],
    ['rollup_day', startOfKstDay(hour)],
  ] as const) {
    ledger.run(
      `INSERT OR REPLACE INTO ${table} (yard, start, direction, partner, grade, kg) VALUES (?, ?, 'inbound', '가람', 'heavy', 7777777)`,
      YARD,
      start,
    );
  }
}

test('a span is cut into parts that cover it once, and no due hour is read from a sum', () => {
  const hours = fc.array(fc.integer({ min: -30, max: 130 }), { maxLength: 8 });
  const instant = fc.integer({ min: 0, max: 100 * 60 });
  fc.assert(
    fc.property(hours, instant, instant, fc.boolean(), (dueHours, a, b, isByDay) => {
      const [from, to] = [FROM + Math.min(a, b) * MINUTE_MS, FROM + (Math.max(a, b) + 1) * MINUTE_MS];
      const due = [...new Set(dueHours)].sort((x, y) => x - y).map((hour) => FROM + hour * HOUR_MS);
      const spans = rollupSpans(from, to, due, isByDay ? DAY_MS : HOUR_MS);
      expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([from, to]);
      for (const [index, span] of spans.entries()) {
        expect(span.to).toBeGreaterThan(span.from);
        if (index > 0) expect(span.from).toBe(spans[index - 1]?.to);
        if (span.source === 'visits') continue;
        expect(due.filter((hour) => hour >= span.from && hour < span.to)).toEqual([]);
        const startOf = span.source === 'days' ? startOfKstDay : startOfKstHour;
        expect([startOf(span.from), startOf(span.to)]).toEqual([span.from, span.to]);
        if (!isByDay) expect(span.source).toBe('hours');
      }
    }),
  );
});

test('a year without anything due is read from its days', () => {
  const [from, to] = [kst('2028-01-01T00:00:00'), kst('2029-01-01T00:00:00')];
  expect(rollupSpans(from, to, [], DAY_MS)).toEqual([{ source: 'days', from, to }]);
});
