import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BudgetEntry,
  budgetSums,
  type EntryPlace,
  refuseEntry,
  replacePlan,
  STAGES,
  standingEntries,
} from '../../../domain/programme/budget.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { FUNDERS } from '../../../domain/programme/funding.ts';
import { MOST_WON, sumWon } from '../../../domain/programme/won.ts';
import { cancellationOf, entry } from '../../fixtures/programme/projects.ts';

const place = (entries: readonly BudgetEntry[] = []): EntryPlace => ({
  programme: AI_TRACK_2026,
  agreedOn: '2026-11-02',
  today: '2027-01-15',
  entries,
});
const codes = (given: BudgetEntry, entries: readonly BudgetEntry[] = []) =>
  refuseEntry(given, place(entries)).map(({ code, field }) => [code, field]);

describe('a budget entry', () => {
  it.each<[string, Partial<BudgetEntry>]>([
    ['on the day of the agreement', { day: '2026-11-02' }],
    ['of today', { day: '2027-01-15', stage: 'paid' }],
    ['planned for later, over some days', { stage: 'planned', day: '2027-06-01', until: '2027-07-31' }],
    ['of a discount', { line: 'other', amount: -5 }],
    ['of the largest amount', { amount: MOST_WON }],
  ])('%s is taken', (_, given) => {
    expect(codes(entry(given))).toEqual([]);
  });

  it.each<[string, Partial<BudgetEntry>, string, string]>([
    ['of letters', { amount: 'million' as unknown as number }, 'AMOUNT_NOT_WHOLE', 'amount'],
    ['of half a won', { amount: 1.5 }, 'AMOUNT_NOT_WHOLE', 'amount'],
    ['of too much', { amount: MOST_WON + 1 }, 'AMOUNT_TOO_BIG', 'amount'],
    ['of nothing', { amount: 0 }, 'AMOUNT_NOT_POSITIVE', 'amount'],
    ['below zero that cancels nothing', { amount: -1_000 }, 'AMOUNT_NEGATIVE', 'amount'],
    ['of an unknown line', { line: 'travel' }, 'LINE_UNKNOWN', 'line'],
    ['of an unknown line below zero', { line: 'travel', amount: 5 }, 'LINE_UNKNOWN', 'line'],
    ['on no day', { day: '2027-02-30' }, 'DAY_INVALID', 'day'],
    ['before the agreement', { day: '2026-11-01' }, 'BEFORE_AGREEMENT', 'day'],
    ['that has not happened yet', { day: '2027-01-16' }, 'IN_FUTURE', 'day'],
    ['spread though it happened', { until: '2026-12-01' }, 'SPREAD_INVALID', 'until'],
    ['spread backwards', { stage: 'planned', until: '2026-11-02' }, 'SPREAD_INVALID', 'until'],
    ['spread to no day', { stage: 'planned', until: '2026-11-32' }, 'SPREAD_INVALID', 'until'],
    ['that takes back what is not there', { amount: -1_000, cancels: 'nothing' }, 'CANCELLED_UNKNOWN', 'cancels'],
  ])('%s is refused', (_, given, code, field) => {
    expect(codes(entry(given))).toEqual([[code, field]]);
  });

  it('waits for the agreement', () => {
    expect(refuseEntry(entry(), { ...place(), agreedOn: null })).toMatchObject([{ code: 'AGREEMENT_MISSING' }]);
  });

  it('takes back one entry, whole and once', () => {
    const taken = entry({ amount: 700 });
    const back = cancellationOf(taken);
    expect(codes(back, [taken])).toEqual([]);
    expect(codes(back, [taken, back])).toEqual([['CANCELLED_TWICE', 'cancels']]);
    expect(codes(cancellationOf(back), [taken, back])).toEqual([['CANCELLED_UNKNOWN', 'cancels']]);
    for (const other of [{ amount: -699 }, { line: 'software' }, { funder: 'posco' }, { stage: 'paid' }] as const) {
      expect(codes(cancellationOf(taken, other), [taken])).toEqual([['CANCELLED_DIFFERS', 'cancels']]);
    }
  });
});

describe('sums of a budget', () => {
  it('are those of lines, funders and stages', () => {
    const mistake = entry({ line: 'software', funder: 'government', stage: 'earned', amount: 70 });
    const entries = [
      entry({ amount: 500, stage: 'planned' }),
      entry({ amount: 300, stage: 'planned', funder: 'posco' }),
      entry({ amount: 200 }),
      mistake,
      cancellationOf(mistake),
      entry({ line: 'software', funder: 'government', stage: 'earned', amount: 60 }),
      entry({ line: 'retired-line', stage: 'paid', amount: 9 }),
    ];
    const none = { planned: 0, committed: 0, earned: 0, paid: 0 };
    const { total, byFunder, byLine } = budgetSums(entries, AI_TRACK_2026);
    expect(total).toEqual({ planned: 800, committed: 200, earned: 60, paid: 9 });
    expect(byFunder.government).toEqual({ ...none, earned: 60 });
    expect(byFunder.posco).toEqual({ ...none, planned: 300 });
    expect(byFunder.adopter).toEqual({ ...none, planned: 500, committed: 200, paid: 9 });
    expect(byLine.map(({ line }) => line)).toEqual([...AI_TRACK_2026.lines.map(({ id }) => id), 'retired-line']);
    expect(byLine[0]?.sums).toEqual({ ...none, planned: 800, committed: 200 });
    expect(byLine[1]?.byFunder.government).toEqual({ ...none, earned: 60 });
    expect(standingEntries(entries)).toHaveLength(5);
  });

  const anyEntry = fc
    .record({
      line: fc.constantFrom('hardware', 'software', 'cloud', 'gone'),
      funder: fc.constantFrom(...FUNDERS),
      stage: fc.constantFrom(...STAGES),
      amount: fc.integer({ min: 1, max: MOST_WON }),
    })
    .map(entry);

  it('agree to the won whichever way they are taken', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 30 }), (entries) => {
        const { total, byFunder, byLine } = budgetSums(entries, AI_TRACK_2026);
        for (const stage of STAGES) {
          expect(sumWon(FUNDERS.map((funder) => byFunder[funder][stage]))).toBe(total[stage]);
          expect(sumWon(byLine.map(({ sums }) => sums[stage]))).toBe(total[stage]);
          for (const { sums, byFunder: of } of byLine) {
            expect(sumWon(FUNDERS.map((funder) => of[funder][stage]))).toBe(sums[stage]);
          }
        }
      }),
    );
  });

  it('are empty once everything is taken back', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 20 }), (entries) => {
        const all = [...entries, ...entries.map((taken) => cancellationOf(taken))];
        expect(budgetSums(all, AI_TRACK_2026).total).toEqual({ planned: 0, committed: 0, earned: 0, paid: 0 });
        expect(standingEntries(all)).toEqual([]);
      }),
    );
  });
});

describe('a new plan', () => {
  it('takes back what differs, keeps what stands and touches nothing else', () => {
    const kept = entry({ stage: 'planned', amount: 300, until: '2027-08-02' });
    const old = entry({ stage: 'planned', amount: 500, line: 'software', document: 'a'.repeat(64) });
    const spent = entry({ amount: 100 });
    const { id: _, ...same } = kept;
    const { id: __, ...other } = entry({ stage: 'planned', amount: 450, line: 'software' });
    const rows = replacePlan([kept, old, spent], [same, other]);
    const { id, ...oldFields } = old;
    expect(rows).toEqual([{ ...oldFields, amount: -500, document: null, cancels: id }, other]);
    const after = [kept, old, spent, ...rows.map((row) => entry(row))];
    expect(budgetSums(after, AI_TRACK_2026).total).toEqual({ planned: 750, committed: 100, earned: 0, paid: 0 });
    expect(replacePlan(after, [same, other])).toEqual([]);
  });
});
