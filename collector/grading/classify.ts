import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { GradeProbabilities } from '../../domain/grades.ts';
import type { UnusableReason } from '../../domain/visits/events.ts';
import type { RegionPoint } from '../../domain/wire/edge-messages.ts';
import type { ModelCard } from './model-card.ts';
import { loadModelFiles, type ModelFiles, type ModelIdentity, ModelRefused } from './model-files.ts';
import { distanceTo } from './nearest.ts';
import { readPhoto } from './preprocess.ts';
import { unusableReason } from './usable.ts';
import { viewsOf } from './views.ts';

export interface Judgement {
  /** Probability of each grade the model knows; they sum to 1. */
  readonly probabilities: GradeProbabilities;
  /** Where the photo lies among all photos: `embeddingLength` numbers, of length one. */
  readonly embedding: readonly number[];
  /** Mean cosine distance to the nearest pictures that taught the model, 0 to 2. */
  readonly distance: number;
  /** It looks like nothing the model was taught, whatever its probabilities say. */
  readonly isOutOfDomain: boolean;
  /** Why the frame shows nothing that could be judged, by image statistics alone. */
  readonly unusable: UnusableReason | null;
}

/** A loaded model that grades JPEG photos, one at a time, on one core. */
export class Classifier {
  readonly identity: ModelIdentity;
  readonly card: ModelCard;
  private readonly files: ModelFiles;
  private readonly session: InferenceSession;

  private constructor(files: ModelFiles, session: InferenceSession) {
    this.card = files.card;
    this.identity = files.identity;
    this.files = files;
    this.session = session;
  }

  /**
   * Load and try out the model of a folder.
   * @throws ModelRefused when a file is wrong, the graph does not load or its outputs have other shapes than labels.json says
   */
  static async load(modelDir: string): Promise<Classifier> {
    const files = await loadModelFiles(modelDir);
    try {
      const session = await InferenceSession.create(files.graph, { intraOpNumThreads: 1, interOpNumThreads: 1 });
      const classifier = new Classifier(files, session);
      const { width, height } = files.card.input;
      await classifier.run(new Float32Array(2 * 3 * width * height), 2);
      return classifier;
    } catch (cause) {
      if (cause instanceof ModelRefused) throw cause;
      throw new ModelRefused(`${modelDir}/model.onnx does not run: ${String(cause)}`, { cause });
    }
  }

  /**
   * Photo -> views -> model -> grades, and whether they are to be believed.
   * @param region polygon in shares of the frame; only what lies inside it is looked at. None or null: the whole frame
   * @throws FrameUndecodable when the bytes are no JPEG that can be decoded
   */
  async classify(jpeg: Uint8Array, region: readonly RegionPoint[] | null = null): Promise<Judgement> {
    const { views, input, labels, known, domain } = this.card;
    const photo = await readPhoto(jpeg, views.tileSide, region, input.mean);
    const tensor = await viewsOf(photo, this.card);
    const { chances, embedding } = await this.run(tensor.values, tensor.views);
    const distance = distanceTo(this.files.base, embedding, domain.k);
    return {
      probabilities: Object.fromEntries(known.map((grade) => [grade, chances[labels.indexOf(grade)]])),
      embedding,
      distance,
      isOutOfDomain: distance > domain.threshold,
      unusable: unusableReason(photo),
    };
  }

  /** Run the graph on the views of one photo. */
  private async run(values: Float32Array, views: number): Promise<{ chances: number[]; embedding: number[] }> {
    const { input, outputs, labels } = this.card;
    const pixels = new Tensor('float32', values, [views, 3, input.height, input.width]);
    const answer = await this.session.run({ [input.name]: pixels });
    return {
      chances: row(answer[outputs.probabilities], labels.length, outputs.probabilities),
      embedding: row(answer[outputs.embedding], outputs.embeddingLength, outputs.embedding),
    };
  }
}

/** The only row of a [1, columns] tensor. */
function row(tensor: Tensor | undefined, columns: number, name: string): number[] {
  if (tensor?.type !== 'float32' || tensor.dims.join() !== `1,${columns}`) {
    throw new ModelRefused(`output ${name} is ${tensor?.type} [${tensor?.dims}], expected float32 [1,${columns}]`);
  }
  return Array.from(tensor.data as Float32Array);
}
