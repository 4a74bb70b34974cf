import { createHash } from 'node:crypto';
import { copyFile, cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GradingProcess } from '../../../collector/grading/grading-process.ts';
import { Graders } from '../../../collector/inspection/graders.ts';
import { Inspector } from '../../../collector/inspection/inspector.ts';
import { ShadowInspector } from '../../../collector/inspection/shadow.ts';
import { Learning } from '../../../collector/learning/learning.ts';
import { Models } from '../../../collector/learning/models.ts';
import { runRefit } from '../../../collector/learning/run-refit.ts';
import type { Grade } from '../../../domain/grades.ts';
import { YARD } from '../visits/yard-day.ts';
import { TINY_GRADES, tinyPhoto, writeTinyModel } from './tiny-model.ts';
import { NOW, YardWithCorrections } from './yard-with-corrections.ts';

/** A camera that sees everything too red: the whole loop, over real processes and a model of 1 KB. */
const CAST = [14, -10, 0];
const MADE = `v2-${YARD}-1`;

let folder: string;
let yard: YardWithCorrections;
let models: Models;
let graders: Graders;
let learning: Learning;
let inspector: Inspector;
const truth = new Map<string, Grade>();
const visits = new Map<string, string>();

const shipped = (version: string) => join(folder, 'shipped', version);
const pathOf = (sha256: string) => join(folder, sha256);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scalehouse-loop-'));
  await writeTinyModel(shipped('v2'), 'v2');
  for (const version of ['v3', 'v4', 'v5', 'v6']) await cp(shipped('v2'), shipped(version), { recursive: true });
  yard = new YardWithCorrections(join(folder, 'ledger.sqlite'));
  const { ledger, bookkeeper } = yard;
  models = new Models(ledger, { shippedDir: join(folder, 'shipped'), dataDir: folder, shipped: 'v2' });
  graders = new Graders({ models, make: (modelDir) => new GradingProcess({ modelDir }) });
  const shadow = new ShadowInspector({ ledger, shadowOf: (of) => graders.shadowOf(of) });
  const graderOf = (of: string) => graders.graderOf(of);
  inspector = new Inspector({ ledger, bookkeeper, graderOf, shadow, pathOf, onCommitted: () => {}, now: () => NOW });
  learning = new Learning({ ledger, models, graders, pathOf, runRefit, log: pino({ level: 'silent' }) });
  await learning.start();
});
afterAll(async () => {
  inspector.stop();
  await learning.stop();
  await graders.stop();
  yard.ledger.close();
  await rm(folder, { recursive: true, force: true });
});

/** Trucks of one grade and two photos each, all of one camera. */
async function trucks(from: number, to: number): Promise<void> {
  for (let truck = from; truck < to; truck += 1) {
    const grade = TINY_GRADES[truck % TINY_GRADES.length] as Grade;
    const ids = [`p${truck}a`, `p${truck}b`];
    for (const [i, id] of ids.entries()) {
      await writeFile(pathOf(`sha-${id}`), await tinyPhoto(grade, 1_000 + truck * 2 + i, CAST));
      truth.set(id, grade);
    }
    const visit = yard.truck(`부산86바${1_000 + truck}`, ids);
    for (const id of ids) visits.set(id, visit);
  }
  inspector.wake();
  await vi.waitFor(() => expect(yard.ledger.all('SELECT event FROM grading_queue')).toEqual([]), 20_000);
}

interface Said {
  readonly id: string;
  readonly grade: string | null;
  readonly version: string;
  readonly role: string;
  readonly out_of_domain: number;
}
const said = (where: string) =>
  yard.ledger.all<Said>(
    `SELECT e.id, i.grade, i.version, i.role, i.out_of_domain FROM inference i JOIN event e ON e.seq = i.event WHERE ${where}`,
  );
const accuracy = (rows: readonly Said[]) =>
  rows.filter(({ id, grade }) => truth.get(id) === grade).length / rows.length;
const lastRow = () =>
  yard.ledger.first<{ action: string; version: string; detail: string }>('SELECT * FROM model_row ORDER BY seq DESC');

async function ask(kind: 'refit' | 'shadow' | 'promote' | 'roll-back', fields: object = {}): Promise<void> {
  yard.ask(kind, fields);
  learning.wake();
  await learning.idle();
}

describe('a yard whose camera shifts everything', () => {
  let before: number;

  it('is judged badly by the version that ships', async () => {
    await trucks(0, 36);
    const rows = said("i.role = 'current'");
    expect(rows).toHaveLength(72);
    before = accuracy(rows);
    expect(before).toBeLessThan(0.85);
  });

  it('makes a version of a third of its photos that does better on trucks that it did not learn from', async () => {
    for (const id of [...truth.keys()].filter((_, i) => Math.floor(i / 2) % 3 === 0))
      yard.correct(visits.get(id) ?? '', truth.get(id) ?? 'heavy', id);
    await ask('refit');
    const row = lastRow();
    expect(row).toMatchObject({ action: 'made', version: MADE });
    const { scores, before: was, corrections } = JSON.parse(row?.detail ?? '');
    expect(scores.accuracy).toBeGreaterThan(was.accuracy);
    expect(scores).toMatchObject({ photos: 24, trucks: 12 });
    expect(corrections).toHaveLength(24);
  });

  it('tries it beside the current one, without effect', async () => {
    await ask('shadow', { version: MADE });
    await trucks(36, 48);
    await vi.waitFor(() => expect(said("i.role = 'shadow'")).toHaveLength(24), 20_000);
    const current = said(
      "i.role = 'current' AND e.id IN (SELECT f.id FROM event f JOIN inference j ON j.event = f.seq AND j.role = 'shadow')",
    );
    expect(current.map(({ version }) => version)).toEqual(Array(24).fill('v2'));
    expect(accuracy(said("i.role = 'shadow'"))).toBeGreaterThan(accuracy(current));
    const basis = yard.ledger.all<{ body: string }>('SELECT body FROM visit ORDER BY opened_at DESC LIMIT 1');
    expect(JSON.parse(basis[0]?.body ?? '')).toMatchObject({ basis: expect.stringMatching(/photos|none/) });
  });

  it('is judged better once it is promoted', async () => {
    await ask('promote', { version: MADE });
    expect(lastRow()).toMatchObject({ action: 'promoted', version: MADE });
    await trucks(48, 72);
    const rows = said(`i.role = 'current' AND i.version = '${MADE}'`);
    expect(rows).toHaveLength(48);
    expect(accuracy(rows)).toBeGreaterThan(before + 0.1);
    expect(rows.filter((row) => row.out_of_domain === 1)).toEqual([]);
  });

  it('goes back in one step', async () => {
    await ask('roll-back');
    expect(models.currentOf(YARD)).toBe('v2');
    await trucks(72, 74);
    expect(
      said("i.role = 'current'")
        .slice(-4)
        .map(({ version }) => version),
    ).toEqual(Array(4).fill('v2'));
  });
});

describe('a model whose files are wrong never becomes current', () => {
  const labelsOf = async (version: string) => JSON.parse(await readFile(join(shipped(version), 'labels.json'), 'utf8'));
  const cases: readonly (readonly [string, string, () => Promise<void>])[] = [
    ['a digest that differs', 'v3', () => writeFile(join(shipped('v3'), 'model.onnx'), 'another file')],
    [
      'a graph that is cut off, with a digest that fits',
      'v4',
      async () => {
        await truncate(join(shipped('v4'), 'model.onnx'), 1_200);
        const sha256 = createHash('sha256')
          .update(await readFile(join(shipped('v4'), 'model.onnx')))
          .digest('hex');
        const content = { ...(await labelsOf('v4')), version: 'v4', sha256 };
        await writeFile(join(shipped('v4'), 'labels.json'), JSON.stringify(content));
      },
    ],
    [
      'outputs of another shape, with a digest that fits',
      'v5',
      async () => {
        const labels = await labelsOf('v5');
        const head = { ...labels.head, rows: 3 };
        const content = {
          ...labels,
          version: 'v5',
          labels: TINY_GRADES.slice(0, 3),
          known: TINY_GRADES.slice(0, 2),
          head,
        };
        await writeFile(join(shipped('v5'), 'labels.json'), JSON.stringify(content));
      },
    ],
    [
      'the files of another version',
      'v6',
      () => copyFile(join(shipped('v2'), 'labels.json'), join(shipped('v6'), 'labels.json')),
    ],
  ];

  it.each(cases)('%s', async (_, version, spoil) => {
    await spoil();
    await ask('promote', { version });
    expect(lastRow()).toMatchObject({ action: 'refused', version });
    expect(JSON.parse(lastRow()?.detail ?? '')).toMatchObject({ refusal: 'UNLOADABLE' });
    expect(models.currentOf(YARD)).toBe('v2');
    const photo = pathOf('sha-p0a');
    expect(await graders.graderOf(YARD).grade(photo, null)).toMatchObject({ ok: true, model: { version: 'v2' } });
  });
});
