import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GradingProcess } from '../../collector/grading/grading-process.ts';
import { findActiveModel, loadModelFiles } from '../../collector/grading/model-files.ts';
import { readPhoto } from '../../collector/grading/preprocess.ts';
import { viewsOf } from '../../collector/grading/views.ts';
import { GRADES } from '../../domain/grades.ts';
import { paintScrap } from '../demo-yard/painter/paint-scrap.ts';
import { realPhotos } from '../e2e/system.ts';
import { type Figure, percentile } from './figures.ts';
import { type GradingSpeed, measureGrading } from './grading-speed.ts';

const PHOTOS = 60;
const PAINTED = 10;

/** Milliseconds a photo costs the grading process (read, decode, judge), against the model alone on the same pixels. */
export async function benchGrading(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scalehouse-bench-'));
  const modelDir = await findActiveModel('models/grading');
  const grader = new GradingProcess({ modelDir });
  await grader.start();
  try {
    const paths = await photoPaths(folder);
    const latencies: number[] = [];
    for (const path of paths) {
      const outcome = await grader.grade(path);
      if (outcome.ok) latencies.push(outcome.latencyMs);
    }
    const { decoding, running } = await modelAlone(modelDir, paths);
    return [
      {
        what: 'grading: a photo, p50',
        unit: 'ms',
        ours: percentile(latencies, 0.5),
        raw: { what: 'onnxruntime session.run, same pixels', figure: percentile(running, 0.5) },
      },
      {
        what: 'grading: a photo, p95',
        unit: 'ms',
        ours: percentile(latencies, 0.95),
        raw: { what: 'onnxruntime session.run, same pixels', figure: percentile(running, 0.95) },
      },
      { what: 'grading: of it reading and decoding, p50', unit: 'ms', ours: percentile(decoding, 0.5), raw: null },
      ...speedFigures(await measureGrading()),
    ];
  } finally {
    await grader.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function speedFigures({ crop, views, photo, viewCount }: GradingSpeed): Figure[] {
  return [
    { what: 'grading: a 224 pixel crop, median', unit: 'ms', ours: crop, raw: null },
    {
      what: 'grading: a 1280x720 JPEG with decoding, median',
      unit: 'ms',
      ours: photo,
      raw: { what: `onnxruntime session.run on its ${viewCount} views`, figure: views },
    },
  ];
}

async function modelAlone(modelDir: string, paths: readonly string[]) {
  const { card, graph } = await loadModelFiles(modelDir);
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const decoding: number[] = [];
  const running: number[] = [];
  for (const path of paths) {
    const begun = performance.now();
    const { values, views } = await viewsOf(await readPhoto(readFileSync(path), card.views.tileSide), card);
    decoding.push(performance.now() - begun);
    const pixels = new Tensor('float32', values, [views, 3, card.input.height, card.input.width]);
    const decoded = performance.now();
    await session.run({ [card.input.name]: pixels });
    running.push(performance.now() - decoded);
  }
  await session.release();
  return { decoding, running };
}

/** Real photos where they lie beside the project, painted ones elsewhere. */
async function photoPaths(folder: string): Promise<string[]> {
  const real = realPhotos();
  if (real) {
    const names = readdirSync(real).filter((name) => name.endsWith('.jpg'));
    const step = Math.max(1, Math.floor(names.length / PHOTOS));
    return names
      .filter((_, index) => index % step === 0)
      .slice(0, PHOTOS)
      .map((name) => join(real, name));
  }
  const painted = Array.from({ length: PAINTED }, async (_, seed) => {
    const path = join(folder, `${seed}.jpg`);
    writeFileSync(path, await paintScrap({ grade: GRADES[seed % (GRADES.length - 1)] ?? 'heavy', seed }));
    return path;
  });
  return await Promise.all(painted);
}
