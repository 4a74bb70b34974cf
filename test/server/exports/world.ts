import { read } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { LightMyRequestResponse } from 'fastify';
import { build, type TestServer } from '../build.ts';
import type { LedgerRows } from '../ledger-rows.ts';

export const kst = (text: string) => Date.parse(`${text}+09:00`);

/** Names that break what does not quote, escape or keep texts apart from formulas. */
export const NAMES = [
  '가람, 주식회사',
  '"나래" 자원',
  '=cmd()',
  '+82-51-000',
  '-다온',
  '@마루',
  '\t바름',
  '이상한 글자 뷁😀 <&>',
  '줄\n바꿈',
  '_x0041_',
  ' 앞뒤 빈칸 ',
] as const;

/** When the first truck of a world was weighed out; another follows every 61 minutes. */
export const FIRST = kst('2026-11-20T09:00:00');

/** Two yards of closed visits, one a name, each with a judged photo of a lift. */
export async function withTrucks(
  env: Record<string, string> = {},
  first = FIRST,
): Promise<TestServer & { cookie: string }> {
  const server = await build(env);
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  for (const [n, partner] of NAMES.entries()) truck(server.rows, n, partner, first);
  return { ...server, cookie: await server.login() };
}

export function truck(rows: LedgerRows, n: number, partner: string, first = FIRST): void {
  const yard = n % 2 === 0 ? 'yard-a' : 'yard-b';
  const closedAt = first + n * 60_000 * 61;
  const id = `v${n}`;
  const direction = n === 1 ? 'outbound' : 'inbound';
  const grades = { heavy: 10_000 + n, light: 7 * n };
  rows.visit({ id, yard, openedAt: closedAt - 600_000, closedAt, partner, direction, grades });
  const lift = rows.event({
    yard,
    kind: 'lift',
    id: `l${n}`,
    at: closedAt - 300_000,
    kg: 500 + n,
    visit: id,
    role: 'lift',
  });
  const photo = {
    yard,
    area: 'bay',
    device: `cam-${n % 3}`,
    kind: 'frame',
    sha256: `${n}`.padStart(64, '0'),
    visit: id,
  };
  const event = rows.event({ ...photo, id: `f${n}`, at: closedAt - 290_000, role: 'frame', liftEvent: lift });
  rows.judged(event, n % 2 === 0 ? 'heavy' : 'light', 0.5 + (n % 50) / 100, n === 4 ? { outOfDomain: true } : {});
}

/** The first sheet of a workbook as an independent library reads it: cells with their types and formats. */
export function sheetOf(answer: LightMyRequestResponse) {
  const book = read(answer.rawPayload, { cellNF: true, cellStyles: true, cellDates: false });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (sheet === undefined) throw new Error('no sheet');
  return { book, sheet };
}

/** The rows of a CSV file by its headings, as an independent library reads it. */
export function rowsOf(answer: LightMyRequestResponse): Record<string, string>[] {
  return parse(answer.rawPayload, { bom: true, columns: true });
}
