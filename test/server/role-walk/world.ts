import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { MINUTE_MS } from '../../../domain/units.ts';
import type { YardsFile } from '../../../domain/yard-settings.ts';
import { AlertStore } from '../../../server/alerts/alert-store.ts';
import { openAlertsFile } from '../../../server/alerts/alerts-file.ts';
import { YardWithSlips } from '../../collector/slips/yard-with-slips.ts';
import { ADMIN_PASSWORD, build, cookieOf, PATIENCE, startBroker, type TestServer, tempDir } from '../build.ts';
import { FIELDS, made, PDF, upload } from '../program/projects.ts';
import { partnerOf, photoOf, yardOf } from '../slips/slip-yard.ts';

/** Whom every route and every event is tried as; `stranger` runs a yard of another tenant. */
export const SUBJECTS = [
  'nobody',
  'plant',
  'procurement',
  'programme',
  'admin',
  'wall',
  'partner',
  'stranger',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What must not be read by those who may not know it; each occurs in the world and nowhere else. */
export const PLANTED = {
  otherBuyer: '다른제강',
  otherSupplier: '나래자원',
  plate: '부산86바1234',
  won: '314159265',
  project: '감천 과제',
} as const;

/** Fields of a project as its form sends them. */
export const PROJECT_FIELDS = {
  ...FIELDS,
  ...{ name: PLANTED.project, totalCost: Number(PLANTED.won), tenant: 't1', yards: ['yard-a'] },
};

const SUPPLIER = '한빛스틸';
const WORKS = '포항제철소';
export interface World {
  readonly server: TestServer;
  readonly yard: YardWithSlips;
  /** says something on MQTT, as the collector does */
  readonly say: (topic: string, body: object) => Promise<void>;
  readonly cookies: Readonly<Record<Subject, string | undefined>>;
  /** ids of rows by the names that addresses use: `{own}` */
  readonly ids: Readonly<Record<string, string>>;
  /** makes something that a request uses up, and gives its id: `{new:user}` */
  readonly fresh: Readonly<Record<string, () => Promise<string>>>;
}

const YARDS: YardsFile = { yards: { 'yard-a': { name: '가 야드' } }, works: [WORKS] };

/** A server with a broker: trucks of two suppliers and two buyers at one yard, and a yard of another tenant. */
export async function makeWorld(): Promise<World> {
  const file = join(await tempDir(), 'yards.json');
  await writeFile(file, JSON.stringify(YARDS));
  const { broker, url } = await startBroker();
  const server = await build({ YARDS_FILE: file, MQTT_URL: url });
  await vi.waitFor(
    async () => expect((await server.get('/api/health')).json().parts.broker.status).toBe('ok'),
    PATIENCE,
  );
  const yard = yardOf(server, { yard: 'yard-a', settings: YARDS, now: Date.now() - 60 * MINUTE_MS });
  const strange = new YardWithSlips(yard.ledger, { yard: 'yard-c', tenant: 'saehan', now: yard.now });
  strange.truck({ ticket: 'c1', partner: '먼자원' });
  const ids = { ...(await trucksOf(server, yard)), ...rowsOf(server, yard) };
  const admin = await server.login();
  const project = await made(server, admin, PROJECT_FIELDS);
  const attached = await upload(server, 'POST', `/api/projects/${project.id}/attachments?name=a.pdf`, admin, PDF);
  const partner = await partnerOf(server, SUPPLIER, { yard: 'yard-a' });
  const evidence = await server.http.inject({
    ...{ method: 'POST', url: `/api/visits/${ids.own}/evidence`, payload: await photoOf() },
    headers: { cookie: partner.cookie, 'content-type': 'image/jpeg' },
  });
  const handedIn = { step: 'say', party: 'partner', photos: [evidence.json().sha256] };
  yard.disputeStep(ids.own ?? '', ids.ownDispute ?? '', handedIn);
  return {
    ...{ server, yard },
    say: (topic, body) =>
      new Promise((done, failed) => {
        const payload = Buffer.from(JSON.stringify(body));
        const packet = { cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false } as const;
        broker.publish(packet, (error) => (error ? failed(error) : done()));
      }),
    ids: {
      ...ids,
      project: project.id,
      document: attached.json().digest,
      evidence: evidence.json().sha256,
      token: partner.token,
    },
    cookies: {
      nobody: undefined,
      plant: await server.loginAs({ name: 'plant', role: 'plant', yards: ['yard-a'] }),
      procurement: await server.loginAs({ name: 'procurement', role: 'procurement', yards: null }),
      programme: await server.loginAs({ name: 'programme', role: 'programme', yards: null }),
      admin,
      wall: await wallOf(server, admin),
      partner: partner.cookie,
      stranger: await server.loginAs({ name: 'stranger', role: 'plant', yards: ['yard-c'] }),
    },
    fresh: freshOf(server, admin, project.id),
  };
}

/** Trucks with their photos, slips and disputes. */
async function trucksOf(server: TestServer, yard: YardWithSlips): Promise<Record<string, string>> {
  const out = { grossKg: 6_000, tareKg: 30_000, plate: '포항12가7777' };
  const own = yard.truck({ ticket: 't1', plate: PLANTED.plate, photos: ['p1'] });
  const other = yard.truck({ ticket: 't2', partner: PLANTED.otherSupplier, plate: '부산99나1111', photos: ['p2'] });
  const works = yard.truck({ ticket: 't3', partner: WORKS, ...out, photos: ['p3'] });
  const sold = yard.truck({ ticket: 't4', partner: PLANTED.otherBuyer, ...out, photos: ['p4'] });
  const bare = yard.truck({ ticket: 't5' });
  for (const photo of ['p1', 'p2', 'p3', 'p4']) yard.judge(photo, 'heavy');
  const ids: Record<string, string> = { own, other, works, sold, bare };
  for (const [name, visit] of Object.entries({ own, other, works, sold })) {
    const slip = yard.issueSlip(visit);
    ids[`${name}Slip`] = slip.sha256;
    ids[`${name}Dispute`] = yard.openDispute(visit);
    const sha256 = yard.content(visit).photos[0]?.sha256 ?? '';
    ids[`${name}Photo`] = sha256;
    const folder = join(server.dataDir, 'frames', sha256.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${sha256}.jpg`), await photoOf());
  }
  return ids;
}

/** An alert, a refused message and a held crane of the yard. */
function rowsOf(server: TestServer, { ledger, now }: YardWithSlips): Record<string, string> {
  const alerts = openAlertsFile(server.dataDir);
  const cause = {
    code: 'DEVICE_SILENT',
    yard: 'yard-a',
    device: 'weigh/wb1',
    about: '',
    params: {},
    isQuiet: false,
  } as const;
  new AlertStore(alerts, false).raise(cause, now);
  const alert = alerts.row<{ id: number }>('SELECT max(id) AS id FROM alert');
  alerts.close();
  const letter = ledger.run(
    `INSERT INTO dead_letter (received_at, topic, tenant, yard, area, device, id, code, detail, first_bytes, size, payload)
     VALUES (?, 'scrap/v1/t1/yard-a/weigh/wb1/weighing', 't1', 'yard-a', 'weigh', 'wb1', 'x', 'KG_INVALID', '', ?, 9, ?)`,
    ...[now, Buffer.from(`{"plate":"${PLANTED.plate}"}`), Buffer.from('{}')],
  );
  ledger.run(
    `INSERT INTO command_row (command, state, at, tenant, yard, area, device, name, args, expires_at, rule, cause, reason)
     VALUES ('hold', 'issued', ?, 't1', 'yard-a', 'bay1', 'crane1', 'hold-crane', '{}', ?, 'radiation', 1, '방사선')`,
    ...[now, now + 600 * MINUTE_MS],
  );
  return { alert: String(alert?.id), letter: String(letter.lastInsertRowid), command: 'hold' };
}

async function wallOf(server: TestServer, admin: string): Promise<string> {
  const { token } = (await server.send('POST', '/api/wall-tokens', admin, { yard: 'yard-a', name: '벽' })).json();
  return cookieOf(await server.send('POST', '/api/wall-session', undefined, { token }));
}

function freshOf(server: TestServer, admin: string, project: string): World['fresh'] {
  let made = 0;
  const post = async (url: string, body: object) => {
    const answer = await server.send('POST', url, admin, body);
    if (answer.statusCode !== 201) throw new Error(`${url}: ${answer.body}`);
    return answer.json();
  };
  return {
    name: async () => `n${made++}`,
    user: async () => {
      const name = `u${made++}`;
      await post('/api/users', { name, role: 'plant', yards: ['yard-a'], password: ADMIN_PASSWORD });
      return name;
    },
    wallToken: async () => (await post('/api/wall-tokens', { yard: 'yard-a', name: `w${made++}` })).id,
    wallSecret: async () => (await post('/api/wall-tokens', { yard: 'yard-a', name: `w${made++}` })).token,
    link: async () => (await post('/api/partner-links', { yard: 'yard-a', partner: SUPPLIER, days: 1 })).id,
    // a change of a project has to change something
    months: async () => String(1 + (made++ % 9)),
    revision: async () => String((await server.get(`/api/projects/${project}`, admin)).json().project.revision),
  };
}
