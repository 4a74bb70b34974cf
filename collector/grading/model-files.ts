import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { activeDoor, type BaseExample, baseListDoor, type ModelCard, modelCardDoor } from './model-card.ts';

/** What every inference row carries (invariant 9): which model, which version, the SHA-256 of model.onnx in hex. */
export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** The pictures that taught a model, as it sees them. */
export interface BaseSet {
  readonly examples: readonly BaseExample[];
  /** row-major [examples x columns], each row of length one */
  readonly values: Float32Array;
  readonly columns: number;
}

export interface ModelFiles {
  readonly card: ModelCard;
  readonly identity: ModelIdentity;
  /** The bytes of model.onnx whose digest was checked. */
  readonly graph: Uint8Array;
  readonly base: BaseSet;
}

/** A model that must not be used: files missing, labels.json malformed, or a digest that differs. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
}

/**
 * Read a model's folder, holding labels.json, model.onnx, base.bin and base.json, and check that they fit together.
 * @throws ModelRefused with a sentence that names the file and what is wrong with it
 */
export async function loadModelFiles(modelDir: string): Promise<ModelFiles> {
  const labels = path.join(modelDir, 'labels.json');
  const card = await readJson(labels, modelCardDoor);
  checkCard(card, labels);
  const graph = await readChecked(path.join(modelDir, 'model.onnx'), card.sha256);
  const { rows, columns, weightOffset, biasOffset } = card.head;
  if (Math.max(weightOffset + rows * columns * 4, biasOffset + rows * 4) > graph.length) {
    throw new ModelRefused(`${labels}/head lies beyond the end of model.onnx`);
  }
  const base = await readBase(modelDir, card);
  return { card, graph, base, identity: { name: card.name, version: card.version, sha256: card.sha256 } };
}

function checkCard({ labels, known, head, outputs }: ModelCard, file: string): void {
  const stranger = known.find((grade) => !labels.includes(grade));
  if (stranger !== undefined) throw new ModelRefused(`${file}/known names ${stranger}, which is none of its labels`);
  if (head.rows !== labels.length || head.columns !== outputs.embeddingLength) {
    const expected = `${labels.length} x ${outputs.embeddingLength}`;
    throw new ModelRefused(`${file}/head is ${head.rows} x ${head.columns}, its labels and embedding need ${expected}`);
  }
}

async function readBase(modelDir: string, card: ModelCard): Promise<BaseSet> {
  const listFile = path.join(modelDir, 'base.json');
  const { examples } = await readJson(listFile, baseListDoor);
  const file = path.join(modelDir, 'base.bin');
  const bytes = await readChecked(file, card.base.sha256);
  const columns = card.outputs.embeddingLength;
  if (examples.length !== card.base.examples) {
    throw new ModelRefused(`${listFile} lists ${examples.length} examples, labels.json expects ${card.base.examples}`);
  }
  if (bytes.length !== examples.length * columns * 4) {
    throw new ModelRefused(`${file} has ${bytes.length} bytes, ${examples.length} x ${columns} float32 are expected`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
  return { examples, values, columns };
}

/**
 * The folder of the version that `active.json` names, such as models/grading/v3.
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

async function readChecked(file: string, expected: string): Promise<Uint8Array> {
  const bytes = await readBytes(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== expected) throw new ModelRefused(`${file} has SHA-256 ${sha256}, labels.json expects ${expected}`);
  return bytes;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ModelRefused(`${file} cannot be read`, { cause });
  }
}
