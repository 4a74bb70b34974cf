import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { backUp } from '../../../collector/backup/backup.ts';
import { restore } from '../../../collector/backup/restore.ts';
import { Evidence } from '../../../server/evidence/evidence.ts';
import { tempDir } from '../build.ts';
import { MARCH_2, photoOf } from '../slips/slip-yard.ts';

const PARTNER = { yard: 'y1', partner: '한빛스틸', by: '한빛스틸' };
const YARD = { yard: 'y1', partner: null, by: 'kim' };

test('a backup brings photos of disputes back with who handed them in', async () => {
  const home = await tempDir();
  const evidence = new Evidence(join(home, 'data'));
  const { sha256, bytes } = await evidence.take('v1', await photoOf(), PARTNER);
  const { folder } = await backUp(join(home, 'data'), join(home, 'backups'), MARCH_2);
  evidence.close();
  await restore(folder, join(home, 'restored'));
  const restored = new Evidence(join(home, 'restored'));
  const file = await restored.read(sha256);
  expect([file?.bytes, file && (await buffer(file.stream)).length]).toEqual([bytes, bytes]);
  expect(restored.uploadsOf(sha256)).toEqual([{ ...PARTNER, visit: 'v1', type: 'image/jpeg' }]);
  restored.close();
});

test('a photo is of the party and the visit that it was handed in for', async () => {
  const evidence = new Evidence(await tempDir());
  const { sha256 } = await evidence.take('v1', await photoOf(), PARTNER);
  expect(evidence.isHandedIn(sha256, 'v1', PARTNER)).toBe(true);
  expect(evidence.isHandedIn(sha256, 'v1', YARD)).toBe(false);
  expect(evidence.isHandedIn(sha256, 'v2', PARTNER)).toBe(false);
  expect(evidence.isHandedIn(sha256, 'v1', { ...PARTNER, partner: '다른상회' })).toBe(false);
  await evidence.take('v1', await photoOf(), YARD);
  // people of one yard are one party; whoever hands the same photo in again is noted once
  await evidence.take('v1', await photoOf(), { ...YARD, by: 'lee' });
  await evidence.take('v1', await photoOf(), YARD);
  expect(evidence.isHandedIn(sha256, 'v1', { ...YARD, by: 'choi' })).toBe(true);
  expect(evidence.uploadsOf(sha256).map(({ by }) => by)).toEqual(['한빛스틸', 'kim', 'lee']);
  evidence.close();
});
