import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvChunks } from '../../../server/exports/csv.ts';
import type { ExportColumn } from '../../../server/exports/export-table.ts';
import type { Row } from '../../../server/stores/columns/rows.ts';

const heading = { ko: '값', en: 'value' };
const COLUMNS: ExportColumn[] = [
  { name: 'text', kind: 'text', heading, width: 9 },
  { name: 'kg', kind: 'sum', heading, width: 9 },
];

async function csvOf(rows: readonly Row[]): Promise<string[][]> {
  let text = '';
  for await (const chunk of csvChunks({ columns: COLUMNS, batches: [rows] }, 'en'))
    text += Buffer.from(chunk).toString();
  return (parse(text, { bom: true }) as string[][]).slice(1);
}

test('any text comes back as it was, but for the apostrophe before a sign of a formula', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.integer()), { maxLength: 9 }),
      async (rows) => {
        const wanted = rows.map(([text, kg]) => [/^[=+\-@\t\r]/.test(text) ? `'${text}` : text, String(kg)]);
        // an empty line of one empty text is a row of two cells here: the number is always there
        expect(await csvOf(rows)).toEqual(wanted);
      },
    ),
  );
});

test.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j begins no formula', async (text) => {
  expect((await csvOf([[text, 1]]))[0]?.[0]).toBe(`'${text}`);
});

test('a negative number stays a number, and nothing known is an empty cell', async () => {
  expect(
    await csvOf([
      ['x', -1_240],
      ['y', null],
    ]),
  ).toEqual([
    ['x', '-1240'],
    ['y', ''],
  ]);
});
