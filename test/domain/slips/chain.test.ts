import { describe, expect, it } from 'vitest';
import { type ChainRow, isIntact, walkChain } from '../../../domain/slips/chain.ts';
import type { SlipContent } from '../../../domain/wire/slips-api.ts';
import { chainOf, rowOf, sha256 } from '../../fixtures/slips.ts';

const FIRST = '20260302-0001';
const whole = () =>
  chainOf({}, {}, { number: FIRST }, { number: FIRST, state: 'cancelled', issuedBy: '이', reason: '오류' });
const faultsOf = (rows: readonly ChainRow[]) => [...walkChain(rows, sha256)].map(({ seq, code }) => `${seq} ${code}`);
const changed = (seq: number, change: (row: ChainRow) => Partial<ChainRow>) =>
  whole().map((row) => (row.seq === seq ? { ...row, ...change(row) } : row));
/** A chain made anew with other content in one place, as whoever knows how hashes are made would. */
const forged = (seq: number, change: Partial<SlipContent>) => {
  const rows: ChainRow[] = [];
  for (const row of whole()) {
    const cites = row.cites === null ? null : (rows[row.cites - 1]?.sha256 ?? null);
    const content = { ...(JSON.parse(row.content) as SlipContent), cites, ...(row.seq === seq ? change : {}) };
    const again = rowOf(content, rows.at(-1)?.sha256 ?? '', row.seq, row.cites);
    rows.push(again);
  }
  return rows;
};

describe('the chain of a yard', () => {
  it('is whole as it was issued, with versions and one crossed out', () => {
    expect(whole().map(({ number, version, state }) => `${number} ${version} ${state}`)).toEqual([
      '20260302-0001 1 issued',
      '20260302-0002 1 issued',
      '20260302-0001 2 issued',
      '20260302-0001 3 cancelled',
    ]);
    expect(faultsOf(whole())).toEqual([]);
    expect(faultsOf([])).toEqual([]);
  });

  it('names the slip that a fault is of', () => {
    const rows = changed(2, () => ({ previous: sha256('else') }));
    expect([...walkChain(rows, sha256)]).toContainEqual({
      seq: 2,
      number: '20260302-0002',
      version: 1,
      code: 'LINK_BROKEN',
    });
  });

  it('shows every byte of a content that was altered', () => {
    const { content } = whole()[1] as ChainRow;
    for (let at = 0; at < content.length; at += 7) {
      const byte = content[at] === 'x' ? 'y' : 'x';
      const rows = changed(2, () => ({ content: content.slice(0, at) + byte + content.slice(at + 1) }));
      expect(faultsOf(rows)).toContain('2 CONTENT_ALTERED');
    }
    expect(isIntact(whole()[1] as ChainRow, sha256)).toBe(true);
  });

  it.each([
    ['an altered hash', changed(2, () => ({ sha256: sha256('else') })), ['2 CONTENT_ALTERED', '3 LINK_BROKEN']],
    ['an altered predecessor', changed(2, () => ({ previous: '' })), ['2 CONTENT_ALTERED', '2 LINK_BROKEN']],
    ['a row taken out', whole().filter(({ seq }) => seq !== 2), ['3 LINK_BROKEN']],
    ['the first row taken out', whole().slice(1), ['2 LINK_BROKEN', '3 VERSION_GAP', '3 CITES_WRONG']],
    ['a number that a second visit got', chainOf({}, { number: FIRST, visit: 'v9' }), ['2 NUMBER_REUSED']],
    ['a visit that got a second number', chainOf({}, { visit: 'v1' }), ['2 VISIT_RENUMBERED']],
    ['a version left out', chainOf({}, { number: FIRST, version: 3 }), ['2 VERSION_GAP']],
    ['a citation of another hash', chainOf({}, { number: FIRST, cites: sha256('else') }), ['2 CITES_WRONG']],
    ['a citation of another row', changed(3, () => ({ cites: 2 })), ['3 CITES_WRONG']],
    ['a citation of nothing', changed(3, () => ({ cites: null })), ['3 CITES_WRONG']],
    ['a state that there is not', changed(2, () => ({ state: 'lost' })), ['2 STATE_WRONG', '2 COLUMNS_DIFFER']],
    ['kilograms that do not add up', forged(2, { accepted: 25_000 }), ['2 SUMS_WRONG']],
    ['a net that is not gross less tare', forged(2, { gross: 31_000 }), ['2 SUMS_WRONG']],
    [
      'grades that are not net',
      forged(2, { grades: [{ grade: 'heavy', netKg: 1, acceptedKg: 24_000 }] }),
      ['2 SUMS_WRONG'],
    ],
    ['no content at all', changed(1, () => ({ content: 'null' })), ['1 CONTENT_ALTERED', '1 COLUMNS_DIFFER']],
    ['a content that is no JSON', changed(3, () => ({ content: '{' })), ['3 CONTENT_ALTERED', '3 COLUMNS_DIFFER']],
  ])('shows %s', (_, rows, faults) => {
    expect(faultsOf(rows)).toEqual(faults);
  });

  it.each([
    ['tenant', { tenant: 't9' }],
    ['yard', { yard: 'y9' }],
    ['visit', { visit: 'v9' }],
    ['state', { state: 'cancelled' }],
    ['by', { by: '김' }],
    ['reason', { reason: 'else' }],
    ['issuedAt', { issuedAt: 0 }],
  ])('shows a %s that is not what the content says', (_, columns) => {
    expect(faultsOf(changed(2, () => columns))).toEqual(['2 COLUMNS_DIFFER']);
  });

  it.each([
    ['number', { number: '20260302-0009' }],
    ['version', { version: 2 }],
  ])('shows a %s that is not what the content says, and what it breaks', (_, columns) => {
    expect(faultsOf(changed(2, () => columns))).toContain('2 COLUMNS_DIFFER');
  });

  it('shows rows that were swapped', () => {
    const rows = whole();
    const swapped = rows.map((row) => ({ ...(rows[[0, 2, 1, 3][row.seq - 1] ?? 0] as ChainRow), seq: row.seq }));
    expect(faultsOf(swapped).filter((fault) => fault.endsWith('LINK_BROKEN'))).toEqual([
      '2 LINK_BROKEN',
      '3 LINK_BROKEN',
      '4 LINK_BROKEN',
    ]);
  });
});
