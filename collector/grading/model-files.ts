import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { GRADES } from '../../domain/grades.ts';

const GradeCode = Type.Union(GRADES.map((grade) => Type.Literal(grade)));
const PerChannel = Type.Array(Type.Number(), { minItems: 3, maxItems: 3 });

const ModelCard = Type.Object({
  name: Type.String({ minLength: 1 }),
  version: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }),
  task: Type.Literal('scrap-grade'),
  /** Canonical grades in the order of the model's output. */
  labels: Type.Array(GradeCode, { minItems: 2, uniqueItems: true }),
  /** Grades that only painted pictures taught; no photo vouches for them. */
  syntheticOnly: Type.Array(GradeCode),
  input: Type.Object({
    name: Type.String(),
    width: Type.Integer({ minimum: 32, maximum: 1024 }),
    height: Type.Integer({ minimum: 32, maximum: 1024 }),
    layout: Type.Literal('NCHW'),
    colours: Type.Literal('RGB'),
    /** (byte - mean) / std, per channel. */
    mean: PerChannel,
    std: PerChannel,
    resize: Type.Literal('shorter-side-lanczos3'),
  }),
  /** Squares of the shorter side, evenly along the longer one; their probabilities are averaged. */
  views: Type.Object({ most: Type.Integer({ minimum: 1, maximum: 9 }), fold: Type.Literal('mean') }),
  outputs: Type.Object({
    probabilities: Type.String(),
    embedding: Type.String(),
    embeddingLength: Type.Integer({ minimum: 1 }),
  }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

const modelCardDoor = Compile(ModelCard);
const activeDoor = Compile(Type.Object({ version: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }) }));

/** What labels.json says about a model. */
export type ModelCard = Static<typeof ModelCard>;
export type ModelInput = ModelCard['input'];

/** What every inference row carries (invariant 9): which model, which version, the SHA-256 of model.onnx in hex. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

export interface ModelFiles {
  readonly card: ModelCard;
  readonly identity: ModelIdentity;
  /** The bytes of model.onnx whose digest was checked. */
  readonly graph: Uint8Array;
}

/** A model that must not be used: files missing, labels.json malformed, or a digest that differs. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
}

/**
 * Read a model's folder, holding labels.json and model.onnx, and check both.
 * @throws ModelRefused with a sentence that names the file and what is wrong with it
 */
export async function loadModelFiles(modelDir: string): Promise<ModelFiles> {
  const card = await readJson(path.join(modelDir, 'labels.json'), modelCardDoor);
  const file = path.join(modelDir, 'model.onnx');
  const graph = await readBytes(file);
  const sha256 = createHash('sha256').update(graph).digest('hex');
  if (sha256 !== card.sha256) {
    throw new ModelRefused(`${file} has SHA-256 ${sha256}, labels.json expects ${card.sha256}`);
  }
  return { card, graph, identity: { name: card.name, version: card.version, sha256 } };
}

/**
 * The folder of the version that `active.json` names, such as models/grading/v1.
 * @param taskDir folder of the task's versions, such as models/grading
 * @throws ModelRefused when active.json is missing or malformed
 */
export async function findActiveModel(taskDir: string): Promise<string> {
  const { version } = await readJson(path.join(taskDir, 'active.json'), activeDoor);
  return path.join(taskDir, version);
}

interface Door<T> {
  Check(value: unknown): value is T;
  Errors(value: unknown): readonly { instancePath: string; message: string }[];
}

async function readJson<T>(file: string, door: Door<T>): Promise<T> {
  const text = new TextDecoder().decode(await readBytes(file));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ModelRefused(`${file} is not JSON`, { cause });
  }
  if (door.Check(value)) return value;
  const first = door.Errors(value)[0];
  throw new ModelRefused(`${file}${first?.instancePath ?? ''} ${first?.message ?? 'is malformed'}`);
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ModelRefused(`${file} cannot be read`, { cause });
  }
}
