import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Classifier } from '../../../collector/grading/classify.ts';
import { findActiveModel, loadModelFiles, ModelRefused } from '../../../collector/grading/model-files.ts';
import { GRADES } from '../../../domain/grades.ts';
import { shippedModel } from './model-dir.ts';

interface Card {
  labels: string[];
  known: string[];
  head: { weightOffset: number; rows: number };
  domain?: object;
  base: { examples: number };
}

describe('model files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'scalehouse-model-'));
    await cp(await shippedModel(), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function changeLabels(change: (card: Card) => void): Promise<void> {
    const file = path.join(folder, 'labels.json');
    const card = JSON.parse(await readFile(file, 'utf8'));
    change(card);
    await writeFile(file, JSON.stringify(card));
  }

  it('of the shipped model carry its name, version and digest, and what it knows', async () => {
    const { identity, card, base } = await loadModelFiles(folder);
    expect(identity).toEqual({ name: card.name, version: card.version, sha256: card.sha256 });
    expect(card.labels).toEqual(GRADES);
    expect(GRADES.filter((grade) => !card.known.includes(grade))).toEqual(['guillotine', 'light']);
    expect(base.values).toHaveLength(base.examples.length * base.columns);
    expect(card.known).toEqual(expect.arrayContaining(base.examples.map((example) => example.grade)));
  });

  it('are refused when a byte of model.onnx has changed', async () => {
    const file = path.join(folder, 'model.onnx');
    const graph = await readFile(file);
    graph.writeUInt8(graph.readUInt8(5000) ^ 1, 5000);
    await writeFile(file, graph);
    await expect(loadModelFiles(folder)).rejects.toThrow(/SHA-256 .* expects/);
  });

  it('are refused when model.onnx is truncated', async () => {
    await truncate(path.join(folder, 'model.onnx'), 1000);
    await expect(Classifier.load(folder)).rejects.toThrow(ModelRefused);
  });

  it('are refused when a label is no canonical grade', async () => {
    await changeLabels((card) => {
      card.labels = ['heavy', 'gold'];
    });
    await expect(loadModelFiles(folder)).rejects.toThrow(/labels\.json\/labels/);
  });

  it('are refused when the graph gives another number of grades than the labels', async () => {
    await changeLabels((card) => {
      card.labels = card.known;
      card.head.rows = card.known.length;
    });
    await expect(Classifier.load(folder)).rejects.toThrow(/probabilities is float32 \[1,10\]/);
  });

  it.each<[string, (card: Card) => void, RegExp]>([
    [
      'the head lies beyond the graph',
      (card) => {
        card.head.weightOffset = 9e9;
      },
      /head lies beyond the end/,
    ],
    [
      'the head has another shape',
      (card) => {
        card.head.rows = 9;
      },
      /head is 9 x \d+/,
    ],
    [
      'it knows a grade it has no label for',
      (card) => {
        card.labels = card.labels.slice(1);
      },
      /known names new_sheet/,
    ],
    [
      'no distance is stated',
      (card) => {
        delete card.domain;
      },
      /labels\.json/,
    ],
    [
      'the base set has another length',
      (card) => {
        card.base.examples = 3;
      },
      /base\.json lists/,
    ],
  ])('are refused when %s', async (_, change, message) => {
    await changeLabels(change);
    await expect(loadModelFiles(folder)).rejects.toThrow(message);
  });

  it('are refused when base.bin is truncated', async () => {
    await truncate(path.join(folder, 'base.bin'), 1000);
    await expect(loadModelFiles(folder)).rejects.toThrow(/base\.bin has SHA-256/);
  });

  it('are refused when a file is missing', async () => {
    await rm(path.join(folder, 'model.onnx'));
    await expect(loadModelFiles(folder)).rejects.toThrow(/model\.onnx cannot be read/);
    await expect(findActiveModel(folder)).rejects.toThrow(/active\.json cannot be read/);
  });

  it('of the active version are named by active.json', async () => {
    await writeFile(path.join(folder, 'active.json'), '{"version":"v7"}');
    expect(await findActiveModel(folder)).toBe(path.join(folder, 'v7'));
    await writeFile(path.join(folder, 'active.json'), '{"version":"../v7"}');
    await expect(findActiveModel(folder)).rejects.toThrow(ModelRefused);
  });
});
