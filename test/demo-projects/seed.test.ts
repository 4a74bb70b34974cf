import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { ProjectList } from '../../domain/wire/programme-api.ts';
import { ADMIN_PASSWORD, build } from '../server/build.ts';
import { seedProjects } from './seed.ts';

test('three projects in different states are made through the server, once', async () => {
  const server = await build();
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const login = { address: `http://127.0.0.1:${port}`, user: 'admin', password: ADMIN_PASSWORD, tenant: 'demo' };
  expect(await seedProjects(login)).toBe(3);
  expect(await seedProjects(login)).toBe(0);

  const { projects } = (await server.get('/api/projects', await server.login())).json<ProjectList>();
  expect(projects.map(({ yards }) => yards[0])).toEqual(['busan-gamcheon', 'pohang-yeongil', 'gwangyang-taein']);
  expect(projects.map(({ state }) => state)).toEqual(['reports', 'audit', 'plan']);
  // the entry that was made twice is taken back: 44 and 26 million, and 60 million
  expect(projects.map(({ sums }) => sums?.paid)).toEqual([70_000_000, 60_000_000, 0]);
  expect(projects.map(({ sums }) => sums?.planned)).toEqual([800_000_000, 1_000_000_000, 0]);
  expect(projects[1]?.worst).toMatchObject({ rule: 'EARNED_BEHIND', level: 'alarm' });
});

test('who may not log in makes nothing', async () => {
  const server = await build();
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const login = { address: `http://127.0.0.1:${port}`, user: 'admin', password: 'wrong-password', tenant: 'demo' };
  await expect(seedProjects(login)).rejects.toThrow('LOGIN_FAILED');
  expect((await server.get('/api/projects', await server.login())).json().projects).toEqual([]);
});
