import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { tableFromIPC } from 'apache-arrow';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ClientEvents, JoinAnswer, ServerEvents } from '../../domain/wire/socket-events.ts';
import { PATIENCE } from './build.ts';
import { listedRoutes } from './listed-routes.ts';
import { EVENT_EXPECTATIONS, EXPECTATIONS } from './role-walk/expectations.ts';
import { type Step, take } from './role-walk/step.ts';
import { makeWorld, PLANTED, SUBJECTS, type Subject, type World } from './role-walk/world.ts';

/** What the answers to a subject must never hold, whatever the route. */
function hiddenFrom({ ids }: World): Partial<Record<Subject, readonly string[]>> {
  const { otherBuyer, otherSupplier, plate, won, project } = PLANTED;
  const rowsOf = (...trucks: string[]) =>
    trucks
      .flatMap((truck) => [truck, `${truck}Photo`, `${truck}Slip`, `${truck}Dispute`])
      .map((name) => ids[name] ?? '');
  const money = [won, project, ids.project ?? ''];
  return {
    nobody: [otherBuyer, otherSupplier, plate, ...money, ...rowsOf('own', 'other', 'works')],
    plant: [plate, '먼자원', 'yard-c'],
    procurement: [otherBuyer, plate, ...money, ...rowsOf('sold')],
    programme: [plate],
    admin: [plate],
    wall: [plate, 'yard-c', otherBuyer, otherSupplier, ...money],
    partner: [otherBuyer, otherSupplier, plate, '포항제철소', '먼자원', ...money, ...rowsOf('other', 'works', 'sold')],
    stranger: [
      otherBuyer,
      otherSupplier,
      plate,
      '한빛스틸',
      'yard-a',
      ...money,
      ...rowsOf('own', 'other', 'works', 'sold'),
    ],
  };
}

type Walked = readonly [request: string, statuses: string];

const stepsOf = (isLast: boolean) =>
  Object.entries(EXPECTATIONS).flatMap(([route, steps]) =>
    steps.filter((step) => (step.isLast ?? false) === isLast).map((step) => [route, step] as const),
  );

/** The statuses of every subject, and what the bodies of good answers told that they must not. */
async function walk(world: World, steps: readonly (readonly [string, Step])[], told: Map<Subject, string[]>) {
  const hidden = hiddenFrom(world);
  const leaks: string[] = [];
  const walked: Walked[] = [];
  let asked = 0;
  for (const [route, step] of steps) {
    const [method = ''] = route.split(' ');
    const statuses: number[] = [];
    for (const subject of SUBJECTS) {
      asked += 1;
      const answer = await take(world, subject, method, step, `10.1.${asked >> 8}.${asked & 255}`);
      statuses.push(answer.statusCode);
      if (answer.statusCode >= 400 || step.isBySecret) continue;
      told.set(subject, [...(told.get(subject) ?? []), answer.body]);
      for (const text of hidden[subject] ?? []) {
        if (answer.body.includes(text)) leaks.push(`${subject} ${method} ${step.url}: ${text}`);
      }
    }
    walked.push([`${method} ${step.url}`, statuses.join(' ')]);
  }
  return { walked, leaks };
}

describe('every route', () => {
  it('has an answer for every role, and none tells what the role may not know', { timeout: 300_000 }, async () => {
    const world = await makeWorld();
    const routes = (await listedRoutes(world.server.http)).map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(EXPECTATIONS).sort()).toEqual(routes.filter((route) => !isPage(route)).sort());

    const told = new Map<Subject, string[]>();
    const first = await walk(world, stepsOf(false), told);
    const last = await walk(world, stepsOf(true), told);
    const expected = [...stepsOf(false), ...stepsOf(true)];
    expect([...first.walked, ...last.walked]).toEqual(
      expected.map(([route, { url, expects }]): Walked => [`${route.split(' ')[0]} ${url}`, expects]),
    );
    expect([...first.leaks, ...last.leaks]).toEqual([]);
    expect(world.server.errors).toEqual([]);

    // what is looked for is there to be found: whoever may know it was told
    const toAdmin = (told.get('admin') ?? []).join('\n');
    const { plate, ...others } = PLANTED;
    for (const text of [...Object.values(others), world.ids.sold ?? '?', '먼자원', 'yard-c'])
      expect(toAdmin).toContain(text);
    expect((told.get('procurement') ?? []).join('\n')).toContain('포항제철소');
    expect((told.get('partner') ?? []).join('\n')).toContain(world.ids.own);
    const kept = world.yard.ledger.all('SELECT 1 FROM event WHERE plate = ?', plate);
    expect(kept.length).toBeGreaterThan(0);
  });
});

describe('rows in columns', () => {
  it('are those of the trucks that a role sees, in every format', { timeout: 120_000 }, async () => {
    const world = await makeWorld();
    const rowsOf = async (subject: Subject, url: string) => {
      const headers = { cookie: world.cookies[subject] ?? '' };
      return tableFromIPC((await world.server.http.inject({ url, headers })).rawPayload).numRows;
    };
    const span = 'from=2026-01-01&to=2030-12-31&format=arrow';
    const counts = async (subject: Subject) => [
      await rowsOf(subject, `/api/columns/inspections?${span}`),
      await rowsOf(subject, `/api/exports/inspections?${span}`),
      await rowsOf(subject, `/api/exports/visits?${span}`),
      await rowsOf(subject, `/api/flows?${span}&every=all`),
      await rowsOf(subject, `/api/exports/suppliers?${span}`),
    ];
    // four trucks with a photo, judged as two grades, and one without, one of them another buyer's; and one elsewhere
    expect(await counts('plant')).toEqual([4, 4, 5, 8, 2]);
    expect(await counts('procurement')).toEqual([3, 3, 5, 7, 3]);
    expect(await counts('admin')).toEqual([4, 4, 6, 9, 3]);
    expect(await counts('stranger')).toEqual([0, 0, 1, 1, 1]);
  });
});

/** What is no interface: the pages themselves. */
const isPage = (route: string): boolean => !/^[A-Z]+ \/(?:api|metrics)/.test(route);

type Client = Socket<ServerEvents, ClientEvents>;

interface Heard {
  readonly client: Client;
  alerts: number;
  /** seq of each frame, the latest fact that it knows */
  frames: number[];
  flows: string[][];
}

async function connect(url: string, cookie: string | undefined): Promise<Heard | string> {
  const headers = cookie === undefined ? {} : { cookie };
  const client: Client = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  onTestFinished(() => void client.disconnect());
  const heard: Heard = { client, alerts: 0, frames: [], flows: [] };
  client.on('alerts:changed', () => {
    heard.alerts += 1;
  });
  client.on('yard:changed', ({ seq }, received) => {
    heard.frames.push(seq);
    received();
  });
  client.on('flows:changed', ({ yards }) => heard.flows.push([...yards]));
  return await new Promise((done) => {
    client.on('connect', () => done(heard));
    client.on('connect_error', () => done('LOGIN_REQUIRED'));
  });
}

const join = ({ client }: Heard, yard: string): Promise<JoinAnswer> =>
  new Promise((answered) => client.emit('yard:join', yard, answered));

const EVENTS = fileURLToPath(new URL('../../domain/wire/socket-events.ts', import.meta.url));

describe('every event of the live socket', () => {
  it('reaches the roles that may know it, and no other', { timeout: 120_000 }, async () => {
    const named = [...readFileSync(EVENTS, 'utf8').matchAll(/^ {2}'([a-z]+:[a-z-]+)':/gm)].map(([, name]) => name);
    expect(Object.keys(EVENT_EXPECTATIONS).sort()).toEqual(named.sort());

    const world = await makeWorld();
    await world.server.http.listen({ port: 0, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${(world.server.http.server.address() as AddressInfo).port}`;
    const heard = new Map<Subject, Heard | string>();
    for (const subject of SUBJECTS) heard.set(subject, await connect(url, world.cookies[subject]));
    const each = async (of: (one: Heard) => unknown, ofNobody: string): Promise<string> => {
      const said = SUBJECTS.map(async (subject) => {
        const one = heard.get(subject);
        return one === undefined || typeof one === 'string' ? (one === undefined ? '?' : ofNobody) : await of(one);
      });
      return (await Promise.all(said)).join(' ');
    };
    const yes = (isSo: boolean) => (isSo ? 'yes' : 'no');
    const joined = (yard: string) =>
      each(async (one) => {
        const answer = await join(one, yard);
        return answer.ok ? 'ok' : answer.code;
      }, 'LOGIN_REQUIRED');
    /** Nobody follows a yard any more, and what came of it before is not counted. */
    const forget = async () => {
      await each(({ client }) => client.emit('yard:leave'), '');
      await each((one) => join(one, 'no-such-yard'), '');
      await each((one) => {
        one.frames = [];
      }, '');
    };
    /** Tells of a truck, and waits until all that follows from it has reached whom it may reach. */
    let seq = 1_000;
    const hear = async (truck: string) => {
      const admin = heard.get('admin') as Heard;
      const before = admin.flows.length;
      const visit = world.yard.visit(world.ids[truck] ?? '');
      seq += 1;
      await world.say('scrap-facts/v1/t1/yard-a/visit', { seq, at: '', cause: 'weighing', visit });
      await vi.waitFor(() => expect(admin.flows.length).toBeGreaterThan(before), PATIENCE);
    };
    const tell = async (truck: string) => {
      await hear(truck);
      // events of one socket keep their order, so whatever was sent has come when an answer has
      await each((one) => join(one, 'no-such-yard'), '');
    };
    const walked: Record<string, { what: string; expects: string }[]> = {
      'yard:join': [],
      'yard:changed': [],
      'yard:leave': [],
      'alerts:changed': [],
      'flows:changed': [],
    };
    const note = (event: string, what: string, expects: string) => walked[event]?.push({ what, expects });

    // the first fact of a yard says nothing of those before it
    await world.say('scrap-facts/v1/t1/yard-a/day', { seq });
    for (const truck of ['own', 'works', 'sold']) {
      await each((one) => {
        one.flows = [];
      }, '');
      await tell(truck);
      note('flows:changed', truck, await each(({ flows }) => yes(flows.flat().includes('yard-a')), 'no'));
    }
    note('alerts:changed', 'on connecting', await each(({ alerts }) => yes(alerts > 0), 'no'));
    note('yard:join', 'yard-c', await joined('yard-c'));
    await forget();
    note('yard:join', 'yard-a', await joined('yard-a'));
    walked['yard:join']?.reverse();
    const followers = ['plant', 'programme', 'admin', 'wall'] as const;
    await vi.waitFor(() => {
      for (const name of followers) expect((heard.get(name) as Heard).frames).not.toEqual([]);
    }, PATIENCE);
    note('yard:changed', 'yard-a', await each(({ frames }) => yes(frames.length > 0), 'no'));
    await each(({ client }) => client.emit('yard:leave'), '');
    const left = seq;
    // flows are told every two seconds and frames four times in one: by the second of them a follower would have its frame
    for (const truck of ['own', 'own']) await hear(truck);
    const follows = ({ frames }: Heard) => yes(frames.some((known) => known > left));
    note('yard:leave', 'yard-a', await each(follows, 'no'));
    expect(walked).toEqual(EVENT_EXPECTATIONS);
  });
});
