import { expect, it } from 'vitest';
import { qrCodeOf } from '../../../server/slips/qr-code.ts';
import { QUIET_ZONE, qrPath } from '../../../web/slips/qr-path.ts';

it('the QR code on the screen is the one of the PDF, with its quiet zone', () => {
  const url = `https://yard.example/verify/${'0123456789abcdef'.repeat(4)}`;
  const { size, path } = qrPath(url);
  const paper = qrCodeOf(url);
  const drawn = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);
  const printed = paper.runs.flatMap(({ x, y, width }) =>
    Array.from({ length: width }, (_, place) => `${x + place + QUIET_ZONE} ${y + QUIET_ZONE}`),
  );
  expect(drawn.length).toBeGreaterThan(400);
  expect(drawn.sort()).toEqual(printed.sort());
  expect(size).toBe(paper.size + 2 * QUIET_ZONE);
});
