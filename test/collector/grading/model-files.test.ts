import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Classifier } from '../../../collector/grading/classify.ts';
import { findActiveModel, loadModelFiles, ModelRefused } from '../../../collector/grading/model-files.ts';
import { shippedModel } from './model-dir.ts';

describe('model files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'scalehouse-model-'));
    await cp(await shippedModel(), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function changeLabels(change: (card: { labels: string[] }) => void): Promise<void> {
    const file = path.join(folder, 'labels.json');
    const card = JSON.parse(await readFile(file, 'utf8'));
    change(card);
    await writeFile(file, JSON.stringify(card));
  }

  it('of the shipped model carry its name, version and digest', async () => {
    const { identity, card } = await loadModelFiles(folder);
    expect(identity).toEqual({ name: card.name, version: card.version, sha256: card.sha256 });
    expect(card.syntheticOnly).toEqual(['light', 'guillotine']);
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
      card.labels = ['heavy', 'light'];
    });
    await expect(Classifier.load(folder)).rejects.toThrow(/probabilities is float32 \[1,10\]/);
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
