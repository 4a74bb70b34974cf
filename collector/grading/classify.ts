import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { GradeProbabilities } from '../../domain/grades.ts';
import { loadModelFiles, type ModelCard, type ModelIdentity, ModelRefused } from './model-files.ts';
import { readPhotoTensor } from './preprocess.ts';

export interface Judgement {
  /** Probability of each grade the model knows; they sum to 1. */
  readonly probabilities: GradeProbabilities;
  /** Mean embedding of the views, `embeddingLength` numbers: where the photo lies among all photos. */
  readonly embedding: readonly number[];
}

/** A loaded model that grades JPEG photos, one at a time, on one core. */
export class Classifier {
  readonly identity: ModelIdentity;
  private readonly card: ModelCard;
  private readonly session: InferenceSession;

  private constructor(card: ModelCard, identity: ModelIdentity, session: InferenceSession) {
    this.card = card;
    this.identity = identity;
    this.session = session;
  }

  /**
   * Load and try out the model of a folder.
   * @throws ModelRefused when a file is wrong, the graph does not load or its outputs have other shapes than labels.json says
   */
  static async load(modelDir: string): Promise<Classifier> {
    const { card, identity, graph } = await loadModelFiles(modelDir);
    try {
      const session = await InferenceSession.create(graph, { intraOpNumThreads: 1, interOpNumThreads: 1 });
      const classifier = new Classifier(card, identity, session);
      await classifier.judge(new Float32Array(3 * card.input.width * card.input.height), 1);
      return classifier;
    } catch (cause) {
      if (cause instanceof ModelRefused) throw cause;
      throw new ModelRefused(`${modelDir}/model.onnx does not run: ${String(cause)}`, { cause });
    }
  }

  /**
   * Photo -> views -> model -> mean over the views.
   * @throws FrameUndecodable when the bytes are no JPEG that can be decoded
   */
  async classify(jpeg: Uint8Array): Promise<Judgement> {
    const { values, views } = await readPhotoTensor(jpeg, this.card.input, this.card.views.most);
    return this.judge(values, views);
  }

  private async judge(values: Float32Array, views: number): Promise<Judgement> {
    const { input, outputs, labels } = this.card;
    const pixels = new Tensor('float32', values, [views, 3, input.height, input.width]);
    const answer = await this.session.run({ [input.name]: pixels });
    const chances = meanRow(answer[outputs.probabilities], views, labels.length, outputs.probabilities);
    const embedding = meanRow(answer[outputs.embedding], views, outputs.embeddingLength, outputs.embedding);
    return { probabilities: Object.fromEntries(labels.map((grade, i) => [grade, chances[i]])), embedding };
  }
}

/** The mean of a [rows, columns] tensor's rows. */
function meanRow(tensor: Tensor | undefined, rows: number, columns: number, name: string): number[] {
  if (tensor?.type !== 'float32' || tensor.dims.join() !== `${rows},${columns}`) {
    throw new ModelRefused(
      `output ${name} is ${tensor?.type} [${tensor?.dims}], expected float32 [${rows},${columns}]`,
    );
  }
  const values = tensor.data as Float32Array;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * columns + column] as number;
    return sum / rows;
  });
}
