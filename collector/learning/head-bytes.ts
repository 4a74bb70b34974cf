import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { GRADES } from '../../domain/grades.ts';
import type { LinearHead } from './logistic-regression.ts';

const Refittable = Type.Object({
  /** grades the model may say, some of its labels */
  known: Type.Array(Type.Union(GRADES.map((grade) => Type.Literal(grade)))),
  /** where the head's float32 numbers lie in model.onnx: byte offsets, weights row-major [rows x columns] */
  head: Type.Object({
    weightOffset: Type.Integer({ minimum: 0 }),
    biasOffset: Type.Integer({ minimum: 0 }),
    rows: Type.Integer({ minimum: 2 }),
    columns: Type.Integer({ minimum: 1 }),
  }),
});
type Refittable = Type.Static<typeof Refittable>;
const door = Compile(Refittable);

/** What labels.json says of a head that can be fitted anew. @throws when it says nothing of it */
export async function readRefittable(folder: string): Promise<Refittable> {
  const value: unknown = JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8'));
  if (!door.Check(value)) throw new Error(`${folder}/labels.json tells nothing of a head that can be fitted anew`);
  return value;
}

/** The head in a model's bytes. */
export function readHead(
  graph: Uint8Array,
  { weightOffset, biasOffset, rows, columns }: Refittable['head'],
): LinearHead {
  const view = new DataView(graph.buffer, graph.byteOffset, graph.byteLength);
  const read = (offset: number, length: number) =>
    Float64Array.from({ length }, (_, at) => view.getFloat32(offset + at * 4, true));
  return { weights: read(weightOffset, rows * columns), bias: read(biasOffset, rows) };
}

/** A copy of a model's bytes with another head. */
export function withHeadBytes(graph: Uint8Array, place: Refittable['head'], head: LinearHead): Uint8Array {
  const copy = graph.slice();
  const view = new DataView(copy.buffer);
  for (const [at, weight] of head.weights.entries()) view.setFloat32(place.weightOffset + at * 4, weight, true);
  for (const [at, bias] of head.bias.entries()) view.setFloat32(place.biasOffset + at * 4, bias, true);
  return copy;
}
