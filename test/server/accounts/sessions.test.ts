import { expect, test } from 'vitest';
import { openAccounts } from '../../../server/accounts/accounts.ts';
import { tempDir } from '../build.ts';

async function accounts(adminPassword: string | null = null) {
  return openAccounts(await tempDir(), adminPassword);
}

test('a screen that reloads for months leaves twenty sessions, the newest', async () => {
  const { sessions, wallTokens, close } = await accounts();
  const { id } = wallTokens.add('yard-a', '계근대 앞', 'admin');
  const cookies = Array.from({ length: 25 }, () => sessions.startForWall(id));
  const alive = cookies.map((cookie) => sessions.find(cookie) !== null);
  expect(alive).toEqual([...Array(5).fill(false), ...Array(20).fill(true)]);
  close();
});

test('a session has the role and scope of its user and ends with them', async () => {
  const { sessions, users, close } = await accounts();
  await users.add({ name: 'kim', role: 'plant', yards: ['yard-a'], password: 'long-enough' });
  const cookie = sessions.startForUser('kim');
  expect(sessions.find(cookie)).toMatchObject({ user: 'kim', role: 'plant', yards: ['yard-a'] });
  users.remove('kim');
  expect(sessions.find(cookie)).toBeNull();
  close();
});

test('the last administrator stays', async () => {
  const { users, close } = await accounts('correct-horse');
  expect(() => users.remove('admin')).toThrow('CONFLICT');
  close();
});

test('a stated password of the first administrator replaces the old one and its sessions', async () => {
  const dataDir = await tempDir();
  const before = await openAccounts(dataDir, 'correct-horse');
  const cookie = before.sessions.startForUser('admin');
  before.close();
  const same = await openAccounts(dataDir, 'correct-horse');
  expect(same.sessions.find(cookie)).toMatchObject({ user: 'admin' });
  same.close();
  const after = await openAccounts(dataDir, 'battery-staple');
  expect(after.sessions.find(cookie)).toBeNull();
  expect(await after.users.verify('admin', 'correct-horse')).toBeNull();
  expect(await after.users.verify('admin', 'battery-staple')).toMatchObject({ role: 'admin' });
  after.close();
});
