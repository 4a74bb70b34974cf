import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import {
  type HistoryView,
  LONGEST_MS,
  panned,
  readHistory,
  SHORTEST_MS,
  usualWindow,
  writeHistory,
  zoomed,
} from '../../../web/pages/history/history-address.ts';
import { flagsOf, marksOf, photoExport } from '../../../web/pages/history/selection.ts';
import { rowsAt, scrollHeight } from '../../../web/pages/history/virtual-rows.ts';

const kst = (text: string) => Date.parse(`${text}+09:00`);
const NOW = kst('2026-11-22T10:00:00');

describe('the address of the history page', () => {
  it('carries the whole view and gives it back', () => {
    const view: HistoryView = {
      ...{ view: 'photos' as const, window: { from: kst('2026-03-01T00:00:00'), to: kst('2026-04-01T12:30:00') } },
      ...{
        yards: ['yard-a'],
        partners: ['가람, 주식회사', '', '50%'],
        grades: ['heavy', 'unjudged'],
        direction: 'inbound' as const,
      },
      ...{ cameras: ['bay/cam-1'], confidence: [20, 65], marks: ['plain', 'corrected'] },
    };
    const written = Object.fromEntries(Object.entries(writeHistory(view, NOW)).filter(([, value]) => value !== null));
    expect(readHistory(written as Record<string, string>, NOW)).toEqual(view);
  });

  it('says nothing of what the page opens with: a year up to the end of today', () => {
    const usual = readHistory({}, NOW);
    expect(usual.window).toEqual({ from: kst('2025-11-23T00:00:00'), to: kst('2026-11-23T00:00:00') });
    expect(Object.values(writeHistory(usual, NOW)).every((value) => value === null)).toBe(true);
  });

  it.each([
    ['backwards', { from: '2026-05-01T00:00', to: '2026-04-01T00:00' }],
    ['of ten years', { from: '2016-05-01T00:00', to: '2026-04-01T00:00' }],
    ['of a second', { from: '2026-05-01T00:00', to: '2026-05-01T00:01' }],
    ['without an end', { from: '2026-05-01T00:00' }],
    ['of no date', { from: '2026-02-30T00:00', to: '2026-04-01T00:00' }],
  ])('opens the usual window for a range %s', (_, search) => {
    expect(readHistory(search, NOW).window).toEqual(usualWindow(NOW));
  });

  it.each(['65-20', 'a-b', '0-101', '-5-10'])('takes no range of confidence from %s', (sure) => {
    expect(readHistory({ sure }, NOW).confidence).toBeNull();
  });
});

describe('a window that moves', () => {
  const window = { from: kst('2026-01-01T00:00:00'), to: kst('2026-05-01T00:00:00') };
  it('keeps the instant under the pointer where it is', () => {
    const around = kst('2026-02-01T00:00:00');
    const next = zoomed(window, 0.25, around);
    const share = (of: typeof window) => (around - of.from) / (of.to - of.from);
    expect(share(next)).toBeCloseTo(share(window), 6);
    expect(next.to - next.from).toBe((window.to - window.from) / 4);
  });
  it('never gets shorter or longer than can be looked at', () => {
    expect(zoomed(window, 1e-9, window.from).to - window.from).toBe(SHORTEST_MS);
    const wide = zoomed(window, 1e9, window.from);
    expect(wide.to - wide.from).toBe(LONGEST_MS);
  });
  it('does not begin after now, and a pan keeps its length', () => {
    const far = panned(window, 9_000 * DAY_MS, NOW);
    expect(far.from).toBeLessThan(NOW + DAY_MS);
    expect(far.to - far.from).toBe(window.to - window.from);
    expect(panned(window, -3 * HOUR_MS, NOW)).toEqual({ from: window.from - 3 * HOUR_MS, to: window.to - 3 * HOUR_MS });
  });
});

describe('marks', () => {
  it('are any of those chosen, and plain stands for none of them', () => {
    expect(flagsOf([])).toBeNull();
    expect(flagsOf(['plain'])).toEqual([0]);
    expect(flagsOf(['unusable'])).toEqual([2, 3, 6, 7]);
    expect(flagsOf(['plain', 'corrected'])).toEqual([0, 4, 5, 6, 7]);
    expect(marksOf(5)).toEqual(['outOfDomain', 'corrected']);
  });
  it('and confidence go to the export as the server asks for them', () => {
    const view = readHistory({ sure: '20-65', marks: 'corrected', partners: '%-' }, NOW);
    expect(photoExport(view)).toMatchObject({
      ...{ confidenceFrom: 0.2, confidenceTo: 0.65, flags: 'corrected', partners: '%-', cameras: null },
    });
  });
});

describe('a table of any length', () => {
  it('shows the rows that a scroll position stands for', () => {
    expect(rowsAt(0, 480, 1_000)).toEqual({ first: 0, count: 15 });
    expect(rowsAt(3_600, 480, 1_000).first).toBe(100);
  });
  it.each([20, 1_000, 5_000_000])('ends with the last of %d rows', (rows) => {
    const { first, count } = rowsAt(scrollHeight(rows) - 480, 480, rows);
    expect(first + count).toBe(rows);
  });
  it('stays within what a browser can scroll', () => {
    expect(scrollHeight(5_000_000)).toBeLessThanOrEqual(8_000_000);
    expect(rowsAt(4_000_000, 480, 5_000_000).first).toBeGreaterThan(2_400_000);
  });
  it('has no row where none fits', () => {
    expect(rowsAt(0, 480, 0)).toEqual({ first: 0, count: 0 });
  });
});
