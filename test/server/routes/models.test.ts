import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { YardModels } from '../../../domain/wire/http-api.ts';
import { build, type TestServer, tempDir } from '../build.ts';
import { modelFolder, scores, shippedModels } from '../model-folders.ts';

const NOW = Date.now();
const WEEK_MS = 7 * 86_400_000;

async function withYards(): Promise<TestServer & { cookie: string }> {
  const server = await build({ MODEL_DIR: await shippedModels(await tempDir(), 'v2', 'v1', 'v2') });
  for (const yard of ['yard-a', 'yard-b']) server.rows.yard(yard);
  return { ...server, cookie: await server.login() };
}

const modelsOf = async ({ get }: TestServer, cookie: string): Promise<YardModels> => {
  const answer = await get('/api/yards/yard-a/models', cookie);
  expect(answer.statusCode).toBe(200);
  return answer.json();
};

/** A judged photo of a visit; returns its event. */
function photo({ rows }: TestServer, id: string, { at = NOW - 1_000, device = 'cam01', visit = 'v' } = {}): number {
  return rows.event({ yard: 'yard-a', kind: 'frame', role: 'frame', id, at, sha256: `sha-${id}`, visit, device });
}

function correction({ rows }: TestServer, id: string, body: object, visit = 'v'): void {
  const of = { yard: 'yard-a', kind: 'correction', role: 'none', at: NOW };
  rows.event({ ...of, id, visit, body: { by: 'kim', reason: 'x', ...body } });
}

test('a yard that made nothing runs what ships', async () => {
  const server = await withYards();
  const models = await modelsOf(server, server.cookie);
  expect(models).toMatchObject({ yard: 'yard-a', cameras: [], unlearned: 0, shadow: null, drift: [], audit: [] });
  expect(models.versions).toMatchObject([
    { version: 'v2', state: 'current', sha256: 'sha of v2', base: null, madeAt: null, scores: { accuracy: 0.87 } },
    { version: 'v1', state: 'candidate', card: '# Grading model v1\n' },
  ]);
});

test('versions of its own show how they were made, how they do and what became of them', async () => {
  const server = await withYards();
  const { rows, dataDir, cookie } = server;
  const made = join(dataDir, 'models');
  await modelFolder(made, 'v2-yard-a-1', { scores: scores(0.9), before: scores(0.8) });
  await modelFolder(made, 'v2-yard-b-1');
  rows.model('yard-a', 'made', 'v2-yard-a-1', { base: 'v2', corrections: ['c1', 'c2'] }, 1_000);
  rows.model('yard-a', 'promoted', 'v2-yard-a-1', {}, 2_000);
  const worse = {
    base: 'v2-yard-a-1',
    refusal: 'WORSE',
    scores: scores(0.7),
    before: scores(0.9),
    corrections: ['c3'],
  };
  rows.model('yard-a', 'refused', 'v2-yard-a-2', worse, 3_000);
  rows.model('yard-a', 'refused', 'v9', { refusal: 'VERSION_UNKNOWN' }, 4_000);
  rows.model('yard-b', 'made', 'v2-yard-b-1', {}, 5_000);
  const { versions, audit } = await modelsOf(server, cookie);
  expect(versions).toMatchObject([
    { version: 'v2-yard-a-2', state: 'refused', refusal: 'WORSE', scores: { accuracy: 0.7 }, card: '' },
    {
      ...{ version: 'v2-yard-a-1', state: 'current', sha256: 'sha of v2-yard-a-1', refusal: null, base: 'v2' },
      ...{ madeAt: '1970-01-01T09:00:01.000+09:00', madeBy: 'kim', corrections: 2 },
      ...{ scores: { accuracy: 0.9 }, before: { accuracy: 0.8 } },
    },
    { version: 'v2', state: 'former' },
    { version: 'v1', state: 'candidate' },
  ]);
  expect(audit.map(({ action, version, by }) => `${action} ${version} ${by}`)).toEqual([
    'refused v9 kim',
    'refused v2-yard-a-2 kim',
    'promoted v2-yard-a-1 kim',
    'made v2-yard-a-1 kim',
  ]);
});

test('scores without what was not measured then still show, and a shipped version tells its well founded macro-F1', async () => {
  const server = await withYards();
  const { dataDir, rows, cookie } = server;
  const { macroF1Low: _low, macroF1High: _high, macroF1Grades: _grades, gain: _gain, ...earlier } = scores(0.9);
  const gain = {
    accuracy: { value: 0.1, low: 0.02, high: 0.2 },
    macroF1: { value: 0.05, low: -0.01, high: 0.1 },
  };
  const made = join(dataDir, 'models');
  await modelFolder(made, 'old', { scores: earlier, before: null });
  await modelFolder(made, 'new', { scores: { ...scores(0.8), macroF1Low: 0.7, macroF1High: 0.9, gain }, before: null });
  await modelFolder(made, 'shipped', {
    scores: { ...earlier, macroF1SixGrades: 0.865, macroF1SixGradesInterval: [0.81, 0.91] },
    visits: {
      drawn: [0, 0.25].map((mixed) => ({
        ...{ mixed, trucks: 2_000, calibrationError: 0.02 + mixed },
        reliability: [{ confidence: 0.9, right: 0.92, trucks: 2_000 }],
      })),
    },
  });
  for (const [n, version] of ['shipped', 'new', 'old'].entries()) rows.model('yard-a', 'made', version, {}, n);
  const { versions } = await modelsOf(server, cookie);
  expect(versions.slice(0, 3).map(({ scores }) => scores)).toMatchObject([
    { macroF1: 0.9, macroF1Low: null, macroF1High: null, macroF1Grades: null, gain: null },
    { macroF1: 0.8, macroF1Low: 0.7, macroF1High: 0.9, gain },
    {
      ...{ macroF1: 0.865, macroF1Low: 0.81, macroF1High: 0.91, gain: null },
      macroF1Grades: ['new_bale', 'heavy', 'shredded', 'turnings', 'pressed', 'cast'],
      visits: {
        ...{ trucks: 2_000, calibrationError: 0.27 },
        reliability: [{ confidence: 0.9, right: 0.92, trucks: 2_000 }],
      },
    },
  ]);
  expect(versions.slice(0, 2).map(({ scores }) => scores?.visits)).toEqual([undefined, undefined]);
});

test('figures that are none are left out, the version stays', async () => {
  const server = await withYards();
  const { rows, dataDir, cookie } = server;
  const made = join(dataDir, 'models');
  await modelFolder(made, 'a', { scores: { accuracy: 'high' } });
  await modelFolder(made, 'b');
  await writeFile(join(made, 'b', 'metrics.json'), '{"scores":');
  for (const version of ['a', 'b']) rows.model('yard-a', 'made', version);
  const { versions } = await modelsOf(server, cookie);
  expect(versions.slice(0, 2)).toMatchObject([
    { scores: null, before: null },
    { scores: null, before: null },
  ]);
});

test('cameras show what grades them, their region and a recent photo', async () => {
  const server = await withYards();
  const region = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
  ];
  server.rows.device('yard-a', 'wb01');
  server.rows.device('yard-a', 'cam01', { region });
  server.rows.device('yard-a', 'cam02');
  server.rows.device('yard-a', 'cam03', { region });
  photo(server, 'old', { at: NOW - 2 * WEEK_MS });
  photo(server, 'new');
  photo(server, 'other', { device: 'cam02' });
  const { cameras } = await modelsOf(server, server.cookie);
  expect(cameras).toEqual([
    { area: 'weigh', device: 'cam01', version: 'v2', region, sha256: 'sha-new' },
    { area: 'weigh', device: 'cam02', version: 'v2', region: [], sha256: 'sha-other' },
    { area: 'weigh', device: 'cam03', version: 'v2', region, sha256: null },
  ]);
});

test('corrections that no version has learned from are counted, what was taken back is not', async () => {
  const server = await withYards();
  for (const id of ['f1', 'f2', 'f3']) server.rows.judged(photo(server, id), 'heavy', 0.9);
  server.rows.judged(photo(server, 'g1', { visit: 'w' }), 'heavy', 0.9);
  server.rows.judged(photo(server, 'h1', { visit: 'x' }), 'heavy', 0.9, { outOfDomain: true });
  correction(server, 'c1', { frame: 'f1', grade: 'cast' });
  correction(server, 'c2', { frame: 'sha-f1', grade: 'light' });
  correction(server, 'c3', { frame: 'f2', grade: 'cast' });
  correction(server, 'c4', { frame: 'f3', grade: 'cast' });
  correction(server, 'c5', { withdraws: 'c4' });
  correction(server, 'c0', { frame: 'f3', grade: 'light' });
  correction(server, 'c00', { withdraws: 'c0' });
  correction(server, 'c6', { deductionKg: 10 });
  correction(server, 'c7', { grade: 'cast' }, 'w');
  // labels no photo: the only one has no say, or a grade of its own
  correction(server, 'c8', { grade: 'cast' }, 'x');
  server.rows.judged(photo(server, 'i1', { visit: 'y' }), 'heavy', 0.9);
  correction(server, 'c9', { grade: 'cast' }, 'y');
  correction(server, 'c10', { frame: 'i1', grade: 'cast' }, 'y');
  // kilograms say nothing of a photo
  photo(server, 'j1', { visit: 'z' });
  correction(server, 'c11', { grades: { cast: 1 } }, 'z');
  const unlearned = async () => (await modelsOf(server, server.cookie)).unlearned;
  expect(await unlearned()).toBe(4);
  server.rows.model('yard-a', 'made', 'v2-a-1', { corrections: ['c2', 'c7', 'c10'] });
  expect(await unlearned()).toBe(1);
  server.rows.model('yard-a', 'refused', 'v2-a-2', { refusal: 'WORSE', corrections: ['c3'] });
  expect(await unlearned()).toBe(1);
});

test('a shadow is compared photo by photo, with what a person said where they differ', async () => {
  const server = await withYards();
  const { rows, cookie } = server;
  rows.model('yard-a', 'made', 's');
  rows.model('yard-a', 'shadowed', 's');
  const both = (
    id: string,
    at: number,
    current: [string, number],
    shadow: [string, number],
    said = {},
    shadowSaid = {},
  ) => {
    const event = photo(server, id, { at });
    rows.judged(event, ...current, { version: 'v2', ...said });
    rows.judged(event, ...shadow, { version: 's', role: 'shadow', ...shadowSaid });
  };
  both('same', 1, ['heavy', 0.9], ['heavy', 0.6]);
  both('differ', 2, ['heavy', 0.9], ['cast', 0.6]);
  both('strange', 3, ['heavy', 0.9], ['heavy', 0.9], { outOfDomain: true });
  both('strange-to-both', 4, ['heavy', 0.9], ['cast', 0.9], { outOfDomain: true }, { outOfDomain: true });
  both('broken', 5, ['heavy', 0.9], ['cast', 0.9], { failure: 'DECODE' });
  rows.judged(photo(server, 'alone', { at: 6 }), 'heavy', 0.9, { version: 'v2' });
  rows.judged(photo(server, 'only-shadow', { at: 7 }), 'heavy', 0.9, { version: 's', role: 'shadow' });
  const elsewhere = rows.event({ yard: 'yard-b', kind: 'frame', role: 'frame', id: 'x', at: 9, sha256: 'x' });
  rows.judged(elsewhere, 'heavy', 0.9, { version: 'v2' });
  rows.judged(elsewhere, 'cast', 0.9, { version: 's', role: 'shadow' });
  correction(server, 'c1', { frame: 'differ', grade: 'cast' });
  const { shadow } = await modelsOf(server, cookie);
  expect(shadow).toMatchObject({ version: 's', compared: 4, same: 2 });
  const where = { visit: 'v', area: 'weigh', device: 'cam01' };
  expect(shadow?.disagreements).toEqual([
    {
      ...{ ...where, sha256: 'sha-strange', at: '1970-01-01T09:00:00.003+09:00', corrected: null },
      current: { version: 'v2', grade: null, confidence: null },
      shadow: { version: 's', grade: 'heavy', confidence: 0.9 },
    },
    {
      ...{ ...where, sha256: 'sha-differ', at: '1970-01-01T09:00:00.002+09:00', corrected: 'cast' },
      current: { version: 'v2', grade: 'heavy', confidence: 0.9 },
      shadow: { version: 's', grade: 'cast', confidence: 0.6 },
    },
  ]);
  for (let n = 0; n < 60; n++) both(`more-${n}`, 10 + n, ['heavy', 0.9], ['cast', 0.6]);
  const more = (await modelsOf(server, cookie)).shadow;
  expect(more).toMatchObject({ compared: 64, same: 2 });
  expect(more?.disagreements).toHaveLength(50);
  expect(more?.disagreements[0]?.sha256).toBe('sha-more-59');
});

test("a card is Markdown, and another yard's is not found", async () => {
  const server = await withYards();
  const { rows, dataDir, cookie, get } = server;
  for (const yard of ['yard-a', 'yard-b']) {
    await modelFolder(join(dataDir, 'models'), `v2-${yard}-1`);
    rows.model(yard, 'made', `v2-${yard}-1`);
  }
  const card = await get('/api/yards/yard-a/models/v2-yard-a-1/card', cookie);
  expect([card.statusCode, card.headers['content-type'], card.body]).toEqual([
    200,
    'text/markdown; charset=utf-8',
    '# Grading model v2-yard-a-1\n',
  ]);
  expect((await get('/api/yards/yard-a/models/v1/card', cookie)).body).toBe('# Grading model v1\n');
  for (const version of ['v2-yard-b-1', 'v3', '..', '%2e%2e%2fv1']) {
    expect([400, 404]).toContain((await get(`/api/yards/yard-a/models/${version}/card`, cookie)).statusCode);
  }
  expect((await get('/api/yards/nowhere/models', cookie)).statusCode).toBe(404);
});
