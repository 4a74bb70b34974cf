import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ledger as CollectorLedger } from '../../../../collector/ledger/ledger.ts';
import { refreshRollups } from '../../../../collector/ledger/rollups.ts';
import { partnerSums } from '../../../../domain/flows/partner-sums.ts';
import { KST_OFFSET_MS, kstDayStart } from '../../../../domain/kst-time.ts';
import { DAY_MS, MINUTE_MS } from '../../../../domain/units.ts';
import type { Visit } from '../../../../domain/wire/http-api.ts';
import { type RowScope, seesVisit } from '../../../../server/accounts/authorization.ts';
import type { FlowRequest } from '../../../../server/stores/flows/flow-requests.ts';
import { LedgerFlows } from '../../../../server/stores/flows/ledger-flows.ts';
import { SUM_NAMES } from '../../../../server/stores/flows/partner-days.ts';
import { Ledger } from '../../../../server/stores/ledger.ts';
import { jsonColumns } from '../../../../server/stores/series/json-columns.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { visitOf, YardLedger } from '../series/yard-ledger.ts';

const FROM = kstDayStart('2028-02-24') ?? 0;
const NOW = FROM + 30 * DAY_MS;
const MINUTES = 10 * 24 * 60;
const YARDS = ['y1', 'y2'];
const PARTNERS = ['가람', '나래, "철강"', '=cmd()', null] as const;

const truck = fc.record({
  yard: fc.constantFrom(...YARDS),
  minute: fc.integer({ min: 0, max: MINUTES }),
  kg: fc.integer({ min: 1, max: 2_000 }),
  grade: fc.constantFrom('heavy' as const, 'light' as const, 'cast' as const),
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  partner: fc.constantFrom(...PARTNERS),
});
const late = fc.record({
  what: fc.constantFrom('truck', 'cancellation', 'correction'),
  truck,
  of: fc.nat(),
  isSummedAfter: fc.boolean(),
});
const some = <T>(...values: readonly T[]) => fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }));
const asked = fc.record({
  start: fc.integer({ min: 0, max: MINUTES }),
  length: fc.integer({ min: 1, max: MINUTES }),
  isByDays: fc.boolean(),
  yards: fc.uniqueArray(fc.constantFrom(...YARDS), { minLength: 1 }),
  partners: some('가람', '=cmd()', ''),
  grades: some('heavy', 'cast'),
  direction: fc.constantFrom(null, 'inbound' as const, 'outbound' as const),
  works: some('가람', '나래, "철강"'),
  partner: fc.constantFrom(null, null, '가람'),
  every: fc.constantFrom('1h' as const, '1d' as const, '1w' as const, '1mo' as const, 'all' as const),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

function requestOf({ start, length, isByDays, works, partner, yards, ...rest }: Asked): FlowRequest {
  const unit = isByDays ? DAY_MS : MINUTE_MS;
  const from = FROM + Math.floor((start * MINUTE_MS) / unit) * unit;
  const to = from + Math.ceil((length * MINUTE_MS) / unit) * unit;
  const scope: RowScope = { yards: null, partner, works };
  return { ...rest, yards, from, to, scope, rowsAtMost: 10_000 };
}

const localDay = (at: number) => new Date(at + KST_OFFSET_MS).toISOString();

/** Which bucket an instant is in, by the calendar and not by the code under test. */
function bucketOf(at: number, { every }: FlowRequest): string {
  const day = localDay(at);
  if (every === 'all') return 'all';
  if (every === '1h') return day.slice(0, 13);
  if (every === '1d') return day.slice(0, 10);
  if (every === '1mo') return day.slice(0, 7);
  const sinceMonday = (new Date(at + KST_OFFSET_MS).getUTCDay() + 6) % 7;
  return localDay(at - sinceMonday * DAY_MS).slice(0, 10);
}

const world = fc.tuple(fc.array(truck, { minLength: 1, maxLength: 14 }), fc.array(late, { maxLength: 6 }));

/** A ledger in which some hours are summed and some are out of date, and the visits that it holds. */
function withLedger(
  [trucks, lates]: typeof world extends fc.Arbitrary<infer T> ? T : never,
  check: (flows: LedgerFlows, visits: readonly Visit[]) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder('scalehouse-flows-');
  const yard = new YardLedger(CollectorLedger.in(folder.path));
  const reader = new Ledger(folder.path);
  const told: string[] = [];
  const tell = ({ minute, ...rest }: (typeof trucks)[number]) => {
    const ticket = `t${told.length}`;
    yard.book(yard.truck({ ...rest, ticket, closedAt: FROM + minute * MINUTE_MS }), NOW);
    told.push(rest.yard);
  };
  for (const one of trucks) tell(one);
  refreshRollups(yard.ledger);
  for (const { what, truck: another, of, isSummedAfter } of lates) {
    const place = of % told.length;
    const at = told[place] ?? '';
    const said = { by: 'kim', reason: '이유', visit: visitOf(at, `t${place}`) };
    if (what === 'truck') tell(another);
    else if (what === 'cancellation') yard.book([yard.event(at, 'cancellation', NOW, said)], NOW);
    else yard.book([yard.event(at, 'correction', NOW, { ...said, grade: 'cast', deductionKg: 10 })], NOW);
    if (isSummedAfter) refreshRollups(yard.ledger);
  }
  const visits = yard.ledger
    .all<{ body: string }>('SELECT body FROM visit')
    .map(({ body }) => JSON.parse(body) as Visit);
  return check(new LedgerFlows(reader), visits).finally(() => {
    reader.close();
    yard.ledger.close();
    folder.remove();
  });
}

const isAmong = (visit: Visit, { yards, partners, direction, scope, from, to }: FlowRequest) => {
  const at = Date.parse(visit.closedAt ?? visit.openedAt);
  return (
    [at >= from, at < to, yards.includes(visit.yard), seesVisit(scope, visit)].every(Boolean) &&
    (partners === null || partners.includes(visit.partner ?? '')) &&
    (direction === null || visit.direction === direction)
  );
};

test('kilograms of any selection, scope and width are those of the visits, whatever is out of date', async () => {
  await fc.assert(
    fc.asyncProperty(world, asked, (told, question) =>
      withLedger(told, async (flows, visits) => {
        const request = requestOf(question);
        const expected = new Map<string, number>();
        for (const visit of visits.filter((one) => one.status === 'closed' && isAmong(one, request))) {
          for (const [grade, kg] of Object.entries(visit.grades)) {
            if (request.grades !== null && !request.grades.includes(grade)) continue;
            const at = Date.parse(visit.closedAt ?? '');
            const key = JSON.stringify([
              bucketOf(at, request),
              visit.yard,
              visit.direction,
              visit.partner ?? '',
              grade,
            ]);
            expected.set(key, (expected.get(key) ?? 0) + kg);
          }
        }
        const { time = [], yard, direction, partner, grade, kg } = jsonColumns(await flows.kilograms(request));
        const found = time.map((start, row) => {
          const bucket = bucketOf(Date.parse(String(start)), request);
          return [JSON.stringify([bucket, yard?.[row], direction?.[row], partner?.[row], grade?.[row]]), kg?.[row]];
        });
        expect(found.map(([key]) => key)).toEqual([...new Set(found.map(([key]) => key))]);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
        expect([...time]).toEqual([...time].sort());
      }),
    ),
    { numRuns: 40 },
  );
});

test('the days of partners add up to their visits, whatever is out of date', async () => {
  await fc.assert(
    fc.asyncProperty(world, asked, (told, question) =>
      withLedger(told, async (flows, visits) => {
        const request = requestOf(question);
        const columns = jsonColumns(await flows.partnerDays(request));
        const found = (columns.time ?? []).map((_, row) => [
          JSON.stringify([columns.time?.[row], columns.yard?.[row], columns.direction?.[row], columns.partner?.[row]]),
          Object.fromEntries(SUM_NAMES.map((name) => [name, columns[name]?.[row]])),
        ]);
        const expected = new Map<string, Visit[]>();
        for (const visit of visits.filter((one) => one.status !== 'open' && isAmong(one, request))) {
          const day = `${localDay(Date.parse(visit.closedAt ?? visit.openedAt)).slice(0, 10)}T00:00:00.000+09:00`;
          const key = JSON.stringify([day, visit.yard, visit.direction ?? '', visit.partner ?? '']);
          expected.set(key, [...(expected.get(key) ?? []), visit]);
        }
        expect(found).toHaveLength(expected.size);
        expect(Object.fromEntries(found)).toEqual(
          Object.fromEntries(Array.from(expected, ([key, own]) => [key, partnerSums(own)[0]?.sums])),
        );
      }),
    ),
    { numRuns: 40 },
  );
});

test('the visits behind a figure come page by page, each once, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      asked,
      fc.constantFrom('all' as const, 'cancelled' as const, 'corrected' as const, 'deducted' as const),
      fc.integer({ min: 1, max: 4 }),
      (told, question, only, limit) =>
        withLedger(told, async (flows, visits) => {
          const request = requestOf(question);
          const { grades } = request;
          const isWanted = (visit: Visit) =>
            (only === 'cancelled') === (visit.status === 'cancelled') &&
            visit.status !== 'open' &&
            (only !== 'corrected' || visit.basis === 'corrected') &&
            (only !== 'deducted' || visit.deduction > 0) &&
            (grades === null || Object.keys(visit.grades).some((grade) => grades.includes(grade)));
          const expected = visits.filter((one) => isWanted(one) && isAmong(one, request));
          const seen: Visit[] = [];
          let after: { at: number; id: string } | null = null;
          do {
            const page: Awaited<ReturnType<typeof flows.visits>> = await flows.visits({
              ...request,
              only,
              limit,
              after,
            });
            expect(page.total).toBe(expected.length);
            expect(page.visits.length).toBeLessThanOrEqual(limit);
            seen.push(...page.visits);
            after = page.next;
          } while (after !== null);
          expect(seen.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
          const times = seen.map(({ closedAt, openedAt }) => Date.parse(closedAt ?? openedAt));
          expect(times).toEqual([...times].sort((a, b) => b - a));
        }),
    ),
    { numRuns: 40 },
  );
});
