import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { GRADES, type Grade } from '../../domain/grades.ts';

const GradeCode = Type.Unsafe<Grade>(Type.Union(GRADES.map((grade) => Type.Literal(grade))));
const PerChannel = Type.Array(Type.Number(), { minItems: 3, maxItems: 3 });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Version = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' });

const ModelCard = Type.Object({
  name: Type.String({ minLength: 1 }),
  version: Version,
  task: Type.Literal('scrap-grade'),
  /** What the rows of the output stand for. */
  labels: Type.Array(GradeCode, { minItems: 2, uniqueItems: true }),
  /** The grades it claims; it was shown photos of each. The others' probability is 0. */
  known: Type.Array(GradeCode, { minItems: 2, uniqueItems: true }),
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
  /** Squares of the photo's shorter side, and tiles cut from it when its shorter side has `tileSide` pixels. */
  views: Type.Object({
    kind: Type.Literal('squares-and-tiles'),
    tileSide: Type.Integer({ minimum: 32, maximum: 2048 }),
  }),
  outputs: Type.Object({
    probabilities: Type.String(),
    embedding: Type.String(),
    embeddingLength: Type.Integer({ minimum: 1, maximum: 4096 }),
  }),
  /** Where the head lies in model.onnx: raw little-endian float32, weight row by row, at these bytes. */
  head: Type.Object({
    weightOffset: Type.Integer({ minimum: 0 }),
    biasOffset: Type.Integer({ minimum: 0 }),
    rows: Type.Integer({ minimum: 2 }),
    columns: Type.Integer({ minimum: 1 }),
  }),
  /** A photo whose mean cosine distance to the `k` nearest of the base set exceeds `threshold` is out of domain. */
  domain: Type.Object({ k: Type.Integer({ minimum: 1 }), threshold: Type.Number({ minimum: 0, maximum: 2 }) }),
  /** base.bin: float32 embeddings of the pictures that taught the model, one row for each entry of base.json. */
  base: Type.Object({ examples: Type.Integer({ minimum: 1 }), sha256: Digest }),
  sha256: Digest,
});

const BaseExample = Type.Object({
  grade: GradeCode,
  source: Type.Union([Type.Literal('real'), Type.Literal('painted')]),
  /** Pictures that resemble each other share it. */
  group: Type.String(),
});

export const modelCardDoor = Compile(ModelCard);
export const baseListDoor = Compile(Type.Object({ examples: Type.Array(BaseExample) }));
export const activeDoor = Compile(Type.Object({ version: Version }));

/** What labels.json says about a model. */
export type ModelCard = Static<typeof ModelCard>;
export type ModelInput = ModelCard['input'];
export type HeadPlace = ModelCard['head'];
/** What base.json says of a row of base.bin. */
export type BaseExample = Static<typeof BaseExample>;
