import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { GRADES, type Grade } from '../../domain/grades.ts';
import { embeddingBytes, embeddingOf } from '../ledger/inferences.ts';

/** One photo of the set that a version was made from: `base.bin` holds its embedding, `base.json` the rest. */
export interface BasePhoto {
  readonly embedding: Float32Array;
  readonly grade: Grade;
  /** which collection it came from; `yard/<yard>` for a yard's corrected photos */
  readonly source: string;
  /** photos of one group show the same scrap; a yard's are grouped by visit */
  readonly group: string;
}

const door = Compile(
  Type.Object({
    columns: Type.Integer({ minimum: 1 }),
    rows: Type.Array(
      Type.Object({
        grade: Type.Union(GRADES.map((grade) => Type.Literal(grade))),
        source: Type.String(),
        group: Type.String(),
      }),
    ),
  }),
);

/** The source of a yard's own photos. */
export const yardSource = (yard: string): string => `yard/${yard}`;

/**
 * Reads a version's base set: base.json `{columns, rows: [{grade, source, group}]}` and base.bin, float32 little-endian
 * [rows x columns].
 */
export async function readBaseSet(folder: string): Promise<BasePhoto[]> {
  const value: unknown = JSON.parse(await readFile(join(folder, 'base.json'), 'utf8'));
  if (!door.Check(value)) throw new Error(`${folder}/base.json is malformed`);
  const { columns, rows } = value;
  const values = embeddingOf(await readFile(join(folder, 'base.bin')));
  if (values.length !== rows.length * columns) throw new Error(`${folder}/base.bin holds ${values.length} numbers`);
  return rows.map(({ grade, source, group }, row) => ({
    embedding: values.subarray(row * columns, (row + 1) * columns),
    grade,
    source,
    group,
  }));
}

/** Writes a version's base set. */
export async function writeBaseSet(folder: string, photos: readonly BasePhoto[]): Promise<void> {
  const columns = photos[0]?.embedding.length ?? 1;
  const rows = photos.map(({ grade, source, group }) => ({ grade, source, group }));
  await writeFile(join(folder, 'base.json'), JSON.stringify({ columns, rows }));
  await writeFile(join(folder, 'base.bin'), Buffer.concat(photos.map(({ embedding }) => embeddingBytes(embedding))));
}
