/** How long grading takes on one core, beside the raw runtime on the same graph: `npx tsx test/bench/grading-speed.ts` */
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Classifier } from '../../collector/grading/classify.ts';
import { findActiveModel, loadModelFiles } from '../../collector/grading/model-files.ts';
import { readPhoto } from '../../collector/grading/preprocess.ts';
import { viewsOf } from '../../collector/grading/views.ts';
import { paintScrap } from '../demo-yard/painter/paint-scrap.ts';

/** Medians in milliseconds. */
export interface GradingSpeed {
  /** the raw runtime on one 224-pixel crop */
  readonly crop: number;
  /** the raw runtime on all views of a 1280x720 photo */
  readonly views: number;
  /** decoding that photo and cutting it into its views */
  readonly decode: number;
  /** the whole: decoding, views, model, distance, image statistics */
  readonly photo: number;
  readonly viewCount: number;
}

/** Measure the active model on a painted 1280x720 JPEG, everything on one thread of the runtime. */
export async function measureGrading(repeats = 30): Promise<GradingSpeed> {
  const modelDir = await findActiveModel(path.join(import.meta.dirname, '../../models/grading'));
  const { card, graph } = await loadModelFiles(modelDir);
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const classifier = await Classifier.load(modelDir);
  const jpeg = await paintScrap({ grade: 'heavy', seed: 1, width: 1280, height: 720 });
  const decode = async () => viewsOf(await readPhoto(jpeg, card.views.tileSide), card);
  const { values, views } = await decode();
  const { width, height, name } = card.input;
  const feed = (count: number) => ({
    [name]: new Tensor('float32', values.subarray(0, count * 3 * width * height), [count, 3, height, width]),
  });
  return {
    crop: await median(repeats, () => session.run(feed(1))),
    views: await median(repeats, () => session.run(feed(views))),
    decode: await median(repeats, decode),
    photo: await median(repeats, () => classifier.classify(jpeg)),
    viewCount: views,
  };
}

async function median(repeats: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = -3; i < repeats; i++) {
    const started = performance.now();
    await work();
    if (i >= 0) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(repeats / 2)] as number;
}

if (process.argv[1] === import.meta.filename) {
  const speed = await measureGrading();
  console.table({
    'one 224 crop, raw runtime': speed.crop,
    [`${speed.viewCount} views of a photo, raw runtime`]: speed.views,
    '1280x720 JPEG to views': speed.decode,
    '1280x720 JPEG, all of it': speed.photo,
  });
}
