import { join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import { LEDGER_FILE } from '../../../domain/wire/ledger-tables.ts';
import type { YardsFile } from '../../../domain/yard-settings.ts';
import { YardWithSlips } from '../../collector/slips/yard-with-slips.ts';
import { cookieOf, type TestServer } from '../build.ts';

export const MARCH_2 = Date.parse('2026-03-02T10:00:00+09:00');

/** A yard in the ledger that the server reads, whose trucks and slips are booked as the collector does it. */
export function yardOf(
  { dataDir }: TestServer,
  { yard = 'y1', settings = null as YardsFile | null, now = MARCH_2 } = {},
): YardWithSlips {
  const ledger = new Ledger(join(dataDir, LEDGER_FILE));
  onTestFinished(() => ledger.close());
  return new YardWithSlips(ledger, { yard, settings, now });
}

/** Makes a link of a partner as the administrator and enters by it; gives its cookie, its id and its secret. */
export async function partnerOf(
  { send, login }: TestServer,
  partner = '한빛스틸',
  { yard = 'y1', days = 30 } = {},
): Promise<{ readonly cookie: string; readonly id: string; readonly token: string }> {
  const made = await send('POST', '/api/partner-links', await login(), { yard, partner, days });
  if (made.statusCode !== 201) throw new Error(made.body);
  const { id, token } = made.json();
  const entered = await send('POST', '/api/partner-session', undefined, { token });
  if (entered.statusCode !== 200) throw new Error(entered.body);
  return { cookie: cookieOf(entered), id, token };
}

/** A photo as a telephone sends it: a JPEG with a place in its metadata. */
export async function photoOf({ width = 640, height = 480, colour = '#7a5c3e' } = {}): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '36/1 1/1 8/1' }, IFD0: { Make: 'telephone' } })
    .toBuffer();
}
