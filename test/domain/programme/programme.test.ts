import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { fundingOf } from '../../../domain/programme/funding.ts';
import { columnOf, lineOf, Programme } from '../../../domain/programme/programme.ts';
import { REFUSAL_CODES } from '../../../domain/programme/refusals.ts';

/** Every object below that says where it was read. */
function sourcedItems(value: unknown): { source: unknown; standing: unknown }[] {
  if (value === null || typeof value !== 'object') return [];
  const own = 'source' in value && 'standing' in value ? [value as { source: unknown; standing: unknown }] : [];
  return [...own, ...Object.values(value).flatMap(sourcedItems)];
}

describe('the 2026 AI track as data', () => {
  it('has the shape of a programme', () => {
    expect(Check(Programme, AI_TRACK_2026)).toBe(true);
    expect(Check(Programme, { ...AI_TRACK_2026, term: {} })).toBe(false);
  });

  it('says of every item where it was read and how sure it is', () => {
    const lists = [AI_TRACK_2026.lines, AI_TRACK_2026.documents, AI_TRACK_2026.courses, AI_TRACK_2026.milestones];
    for (const item of [...lists, AI_TRACK_2026.columns, AI_TRACK_2026.kpis, AI_TRACK_2026.payments].flat()) {
      expect(sourcedItems(item)).toHaveLength(1);
    }
    for (const { source } of sourcedItems(AI_TRACK_2026)) expect(source).toMatch(/\S/);
  });

  // the table of the announcement, verbatim
  it('keeps to the announcement', () => {
    const { funding, term } = AI_TRACK_2026;
    expect([funding.government.perCent, funding.posco.perCent]).toEqual([50, 30]);
    expect([funding.government.cap, funding.posco.cap, funding.loanCap.value]).toEqual([4e8, 2.4e8, 1.6e8]);
    expect([term.mostMonths.value, term.extensionMonths.value, term.hardwareExtensionMonths.value]).toEqual([9, 3, 6]);
    expect([term.extensionNoticeMonths.value, term.afterCareMonths.value, term.logDutyMonths.value]).toEqual([
      1, 6, 36,
    ]);
    expect(AI_TRACK_2026.leastTarget.value).toBe('middle-1');
    expect(AI_TRACK_2026.courses.map(({ party, position }) => `${party} ${position}`)).toEqual([
      'adopter executive',
      'adopter staff',
      'supplier executive',
      'supplier staff',
    ]);
  });

  it('reaches both caps at its total cap', () => {
    const { totalCap, government, posco } = AI_TRACK_2026.funding;
    expect(fundingOf(totalCap.value, AI_TRACK_2026)).toMatchObject({
      government: government.cap,
      posco: posco.cap,
      overCaps: 0,
    });
  });

  it('has milestones that run as long as its terms say', () => {
    const months = (id: string) => AI_TRACK_2026.milestones.find((milestone) => milestone.id === id)?.untilMonths;
    expect(months('after-care-end')).toBe(AI_TRACK_2026.term.afterCareMonths.value);
    expect(months('log-duty-end')).toBe(AI_TRACK_2026.term.logDutyMonths.value);
  });

  it.each(['lines', 'documents', 'courses', 'milestones', 'columns', 'kpis', 'payments'] as const)(
    'names each of its %s once',
    (list) => {
      const ids = AI_TRACK_2026[list].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('spells no two lines alike', () => {
    const spellings = AI_TRACK_2026.lines.flatMap((line) => [line.name, ...line.spellings]);
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it('has the nineteen KPIs of the portal, four of which the ledger knows', () => {
    expect(AI_TRACK_2026.kpis).toHaveLength(19);
    expect(AI_TRACK_2026.kpis.flatMap(({ fromLedger }) => fromLedger ?? [])).toHaveLength(4);
  });

  it('is asked for its lines and columns by id', () => {
    expect(lineOf(AI_TRACK_2026, 'network')?.name).toBe('N/W 공사');
    expect(lineOf(AI_TRACK_2026, 'travel')).toBeNull();
    expect(columnOf(AI_TRACK_2026, 'abandoned')?.name).toBe('사업포기');
    expect(columnOf(AI_TRACK_2026, 'asleep')).toBeNull();
  });
});

describe('the catalogue of refusals', () => {
  it('has each code once, in capitals', () => {
    expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
    for (const code of REFUSAL_CODES) expect(code).toMatch(/^[A-Z][A-Z0-9_]*[A-Z0-9]$/);
  });
});
