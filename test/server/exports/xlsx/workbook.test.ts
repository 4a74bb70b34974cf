import { inflateRawSync } from 'node:zlib';
import { read, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Crc32 } from '../../../../server/exports/xlsx/crc32.ts';
import { workbook } from '../../../../server/exports/xlsx/workbook.ts';
import type { Row } from '../../../../server/stores/columns/rows.ts';

const crcOf = (bytes: Uint8Array) => {
  const crc = new Crc32();
  crc.add(bytes);
  return crc.value;
};
const sheet = (batches: readonly (readonly Row[])[], name = '표 & 표') => ({
  name,
  columns: [
    { heading: '이름', kind: 'text' as const, width: 20 },
    { heading: '무게', kind: 'kg' as const, width: 12 },
  ],
  batches,
});
const rowsOf = (bytes: Buffer) => {
  const book = read(bytes);
  return utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, {
    header: 1,
    raw: true,
    blankrows: true,
    defval: null,
  });
};

describe('a workbook', () => {
  it('gives any text back, whatever XML or a formula would make of it', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const odd = fc.constantFrom(
      '=cmd()',
      '_x000D_',
      'a\u0000b',
      '\ufffe',
      ']]>',
      '<a href="x">&amp;',
      '\r\n',
      '_x',
      'é뷁😀',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(text, odd), fc.integer()), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const [, ...read] = rowsOf(await workbook([sheet([rows.slice(0, 3), rows.slice(3)])]));
          // this reader takes every end of a line for a line feed
          expect(read).toEqual(rows.map(([said, kg]) => [said.replaceAll('\r\n', '\n'), kg]));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a ZIP whose checksums and sizes hold, entry by entry', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n): Row => [`거래처 ${n}`, n]);
    const bytes = await workbook([sheet([rows]), sheet([], '조건')]);
    const end = bytes.lastIndexOf(Buffer.of(0x50, 0x4b, 0x05, 0x06));
    let at = bytes.readUInt32LE(end + 16);
    const names: string[] = [];
    for (let entry = 0; entry < bytes.readUInt16LE(end + 10); entry += 1) {
      const [crc, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset)) as [
        number,
        number,
        number,
      ];
      const [nameLength, local] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
      names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength));
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const data = inflateRawSync(bytes.subarray(start, start + packed));
      expect([data.length, crcOf(data)]).toEqual([size, crc]);
      at += 46 + nameLength;
    }
    expect(names).toEqual([
      ...['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml'],
      ...['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'],
    ]);
    expect(rowsOf(bytes)).toHaveLength(30_001);
  });

  it('cuts a text at what a cell may hold', async () => {
    const [, row] = rowsOf(await workbook([sheet([[['가'.repeat(40_000), 1]]])])) as [unknown, [string, number]];
    expect(row[0]).toBe('가'.repeat(32_767));
  });
});

it('CRC-32 has the check value of its catalogue, in one piece or in several', () => {
  expect(crcOf(Buffer.from('123456789'))).toBe(0xcbf43926);
  const crc = new Crc32();
  for (const digit of '123456789') crc.add(Buffer.from(digit));
  expect(crc.value).toBe(0xcbf43926);
});
