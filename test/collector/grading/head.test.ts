import { beforeAll, describe, expect, it } from 'vitest';
import { readHead, withHead } from '../../../collector/grading/head.ts';
import { loadModelFiles, type ModelFiles } from '../../../collector/grading/model-files.ts';
import { shippedModel } from './model-dir.ts';

describe('the head of a model file', () => {
  let files: ModelFiles;
  beforeAll(async () => {
    files = await loadModelFiles(await shippedModel());
  });

  it('has a row of weights and a bias for each label, and none for grades it does not know', () => {
    const { card, graph } = files;
    const head = readHead(graph, card.head);
    expect(head.weights).toHaveLength(card.labels.length * card.outputs.embeddingLength);
    for (const [row, grade] of card.labels.entries()) {
      const weights = head.weights.subarray(row * card.head.columns, (row + 1) * card.head.columns);
      expect(weights.every((one) => one === 0)).toBe(!card.known.includes(grade));
      if (!card.known.includes(grade)) expect(head.bias[row]).toBe(-1e4);
    }
  });

  it('is replaced without touching another byte', () => {
    const { card, graph } = files;
    const { weights, bias } = readHead(graph, card.head);
    const changed = withHead(
      graph,
      card.head,
      weights.map((one) => one / 2),
      bias,
    );
    expect(readHead(changed, card.head)).toEqual({ weights: weights.map((one) => one / 2), bias });
    // byte by byte: a structural comparison of megabytes takes seconds
    expect(Buffer.compare(withHead(changed, card.head, weights, bias), graph)).toBe(0);
    const outside = changed.findIndex(
      (byte, at) =>
        byte !== graph[at] && (at < card.head.weightOffset || at >= card.head.weightOffset + weights.length * 4),
    );
    expect(outside).toBe(-1);
  });

  it('takes no other shape, nothing that is no number, and no place beyond the file', () => {
    const { card, graph } = files;
    const { weights, bias } = readHead(graph, card.head);
    expect(() => withHead(graph, card.head, weights.subarray(1), bias)).toThrow(RangeError);
    expect(() =>
      withHead(
        graph,
        card.head,
        weights.map(() => Number.NaN),
        bias,
      ),
    ).toThrow(RangeError);
    expect(() =>
      withHead(
        graph,
        card.head,
        weights.map(() => 1e39),
        bias,
      ),
    ).toThrow(RangeError);
    expect(() => readHead(graph.subarray(0, 1000), card.head)).toThrow(RangeError);
  });
});
