import { describe, expect, it } from 'vitest';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import {
  attainmentOf,
  improvementOf,
  type KpiEntry,
  kpiResults,
  type LedgerFigures,
  ledgerKpis,
  maySayAfter,
  refuseKpis,
  stockOf,
} from '../../../domain/programme/kpi.ts';

const kpi = (given: Partial<KpiEntry>): KpiEntry => ({
  kpi: 'hourly-output',
  before: 40,
  target: 60,
  after: null,
  weight: 60,
  note: '',
  ...given,
});

describe('attainment and improvement', () => {
  // rising 40 -> 60: 50 is half the way and 25 % better; falling 80 -> 60: 70 is half the way and 12.5 % better
  it.each([
    [40, 60, 50, 'up', 50, 25],
    [40, 60, 65, 'up', 125, 62.5],
    [40, 60, 30, 'up', -50, -25],
    [80, 60, 70, 'down', 50, 12.5],
    [80, 60, 90, 'down', -50, -12.5],
    [80, 60, 80, 'down', 0, 0],
    [-10, 10, 0, 'up', 50, 100],
    [40, 40, 50, 'up', null, 25],
    [0, 10, 5, 'up', 50, null],
  ] as const)('from %d to %d, now %d, %s', (before, target, after, direction, attainment, improvement) => {
    expect(attainmentOf(before, target, after)).toBe(attainment);
    expect(improvementOf(before, after, direction)).toBe(improvement);
  });
});

describe('the KPI table', () => {
  const entries = [
    kpi({ kpi: 'defects', before: 20_000, target: 10_000, after: 12_000, weight: 40 }),
    kpi({ after: 99 }),
  ];

  // output from the ledger 50: half the way; defects 20,000 -> 12,000 of 10,000: 80 %. 0.6 x 50 + 0.4 x 80 = 62
  it('stands in the order of the programme, takes what the ledger knows and weighs it', () => {
    const { rows, weightSum, attainment } = kpiResults(entries, AI_TRACK_2026, { 'tonnes-per-hour': 50 });
    expect(rows.map(({ kpi: id, after, attainment: of }) => [id, after, of])).toEqual([
      ['hourly-output', 50, 50],
      ['defects', 12_000, 80],
    ]);
    expect([weightSum, attainment]).toEqual([100, 62]);
  });

  // without the ledger: 99 is 295 % of the way and counts as 100; 0.6 x 100 + 0.4 x 80 = 92
  it('counts no attainment above a hundred or below zero', () => {
    expect(kpiResults(entries, AI_TRACK_2026).attainment).toBe(92);
    const worse = [kpi({ after: 10, weight: 100 })];
    expect(kpiResults(worse, AI_TRACK_2026)).toMatchObject({ attainment: 0, rows: [{ attainment: -150 }] });
  });

  it('is silent while a figure is missing or the weights miss a hundred', () => {
    expect(kpiResults([kpi({ weight: 100 })], AI_TRACK_2026).attainment).toBeNull();
    expect(kpiResults([kpi({ after: 50, weight: 99 })], AI_TRACK_2026)).toMatchObject({
      attainment: null,
      weightSum: 99,
    });
    for (const gap of [{ before: null }, { target: null }, { after: null }]) {
      const [row] = kpiResults([kpi({ after: 50, ...gap })], AI_TRACK_2026).rows;
      expect(row?.attainment).toBeNull();
      expect(row?.improvement).toBe('target' in gap ? 25 : null);
    }
  });

  it('lets a KPI without weight be watched', () => {
    const watched = [kpi({ after: 50, weight: 100 }), kpi({ kpi: 'sales', weight: 0 })];
    expect(kpiResults(watched, AI_TRACK_2026)).toMatchObject({ attainment: 50, rows: [{}, { after: null }] });
  });

  it.each<[string, KpiEntry[], [string, string][]]>([
    ['nothing', [], []],
    ['a good table', [kpi({}), kpi({ kpi: 'lead-time', before: 80, target: 60, weight: 40 })], []],
    ['figures yet to come', [kpi({ before: null, weight: 100 })], []],
    ['an unknown KPI', [kpi({ kpi: 'luck', weight: 100 })], [['KPI_UNKNOWN', 'kpis.0.kpi']]],
    ['one twice', [kpi({ weight: 50 }), kpi({ weight: 50 })], [['KPI_TWICE', 'kpis.1.kpi']]],
    ['output that should fall', [kpi({ target: 30, weight: 100 })], [['KPI_TARGET_BACKWARDS', 'kpis.0.target']]],
    ['time that should rise', [kpi({ kpi: 'lead-time', weight: 100 })], [['KPI_TARGET_BACKWARDS', 'kpis.0.target']]],
    ['weights of 99', [kpi({ weight: 99 })], [['KPI_WEIGHTS_DIFFER', 'kpis']]],
  ])('with %s', (_, table, refused) => {
    expect(refuseKpis(table, AI_TRACK_2026).map(({ code, field }) => [code, field])).toEqual(refused);
  });
});

describe('the stock', () => {
  const yard = (acceptedInboundKg: number, netOutboundKg: number) => ({ acceptedInboundKg, netOutboundKg });
  it.each([
    ['of no yard', [], 0],
    ['of a yard', [yard(500_000, 380_000)], 120_000],
    ['of two', [yard(500_000, 380_000), yard(90_000, 80_000)], 130_000],
    ['that all went out', [yard(40_000, 40_000)], 0],
    ['of which more went out than came in', [yard(40_000, 40_001)], null],
    ['of two, one of which sent out more than came in', [yard(500_000, 0), yard(1, 2)], null],
  ])('%s', (_, yards, stock) => expect(stockOf(yards)).toBe(stock));

  it.each([
    ['counts where a person said nothing', null, { 'stock-days': 12 }, 12, 'stock-days'],
    ['gives way to who has counted it', 30, { 'stock-days': 12 }, 30, null],
    ['is missing where nobody knows', null, {}, null, null],
  ] as const)('of the ledger %s', (_, said, ledger, after, fromLedger) => {
    const entry: KpiEntry = { kpi: 'stock', before: 40, target: 20, after: said, weight: 100, note: '' };
    expect(kpiResults([entry], AI_TRACK_2026, ledger).rows).toMatchObject([{ after, fromLedger }]);
  });

  it('may be said by a person, as may what the ledger does not know', () => {
    expect(([null, 'stock-days', 'yard-minutes'] as const).map(maySayAfter)).toEqual([true, true, false]);
  });
});

describe('what the ledger knows', () => {
  const figures: LedgerFigures = {
    netKg: 1_200_000,
    inboundNetKg: 900_000,
    inboundDeductionKg: 9_000,
    rejectedKg: 100_000,
    outboundNetKg: 300_000,
    visits: 60,
    yardMinutes: 1_500,
    openHours: 48,
    days: 6,
    stockKg: 600_000,
  };

  // 1,200 t in 48 h: 25 t/h. 1,500 min of 60 trucks: 25. (100,000 + 9,000) of 1,000,000 kg: 109,000 ppm.
  // 600 t at 300 t in 6 days: 12 days
  it('is worked out of its sums', () => {
    expect(ledgerKpis(figures)).toEqual({
      'tonnes-per-hour': 25,
      'yard-minutes': 25,
      'rejection-rate': 109_000,
      'stock-days': 12,
    });
  });

  it('is not told where there is nothing to divide by', () => {
    const idle = { ...figures, openHours: 0, visits: 0, inboundNetKg: 0, rejectedKg: 0, outboundNetKg: 0 };
    expect(ledgerKpis(idle)).toEqual({});
    expect(ledgerKpis({ ...figures, stockKg: null })).not.toHaveProperty('stock-days');
  });
});
