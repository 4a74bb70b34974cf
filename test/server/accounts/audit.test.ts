import { expect, it, onTestFinished } from 'vitest';
import { openAccounts } from '../../../server/accounts/accounts.ts';
import { build, tempDir } from '../build.ts';

it('counts the logins of people who may see a yard, by role, and no failed ones', async () => {
  const server = await build();
  await server.loginAs({ name: 'kim', role: 'plant', yards: ['yard-a'] });
  await server.login('kim');
  await server.loginAs({ name: 'lee', role: 'plant', yards: ['yard-b'] });
  await server.loginAs({ name: 'park', role: 'programme', yards: null });
  await server.send('POST', '/api/session', undefined, { user: 'park', password: 'wrong-password' });
  const { audit, close } = await openAccounts(server.dataDir, null);
  onTestFinished(close);
  const now = Date.now() + 1;
  expect(audit.sessionsByRole('yard-a', now - 60_000, now)).toEqual({ plant: 2, procurement: 0, programme: 1 });
  expect(audit.sessionsByRole('yard-b', now - 60_000, now)).toEqual({ plant: 1, procurement: 0, programme: 1 });
  expect(audit.sessionsByRole('yard-a', now - 120_000, now - 60_000)).toEqual({
    plant: 0,
    procurement: 0,
    programme: 0,
  });
});

it('counts nobody where nobody was', async () => {
  const { audit, close } = await openAccounts(await tempDir(), null);
  onTestFinished(close);
  expect(audit.sessionsByRole('yard-a', 0, Date.now())).toEqual({ plant: 0, procurement: 0, programme: 0 });
});
