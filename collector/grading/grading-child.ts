/**
 * The grading process: loads the model of the folder in its first argument and answers the collector's requests over
 * IPC, one after the other. It is a process of its own so that a native crash never takes the collector down.
 */
import { readFile } from 'node:fs/promises';
import { Classifier } from './classify.ts';
import type { GradeRequest, GradingReport } from './grading-messages.ts';
import { FrameUndecodable } from './preprocess.ts';

function report(message: GradingReport, afterwards?: () => void): void {
  if (process.connected) process.send?.(message, undefined, undefined, afterwards);
}

async function gradePhoto(classifier: Classifier, { id, path, region }: GradeRequest): Promise<GradingReport> {
  const started = performance.now();
  let jpeg: Uint8Array;
  try {
    jpeg = await readFile(path);
  } catch (error) {
    return { kind: 'failed', id, code: 'FRAME_UNREADABLE', detail: String(error) };
  }
  try {
    const judgement = await classifier.classify(jpeg, region);
    return { kind: 'graded', id, ...judgement, latencyMs: performance.now() - started };
  } catch (error) {
    const code = error instanceof FrameUndecodable ? 'FRAME_UNDECODABLE' : 'GRADING_FAILED';
    return { kind: 'failed', id, code, detail: String(error) };
  }
}

async function serve(modelDir: string): Promise<void> {
  // Ctrl-C reaches the whole process group; the collector decides when its grading ends
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit(0));
  // a collector that was killed leaves a broken channel behind: nobody waits for the answer any more
  process.on('error', () => process.exit(0));
  try {
    const classifier = await Classifier.load(modelDir);
    process.on('message', (request: GradeRequest) => {
      void gradePhoto(classifier, request).then((answer) => report(answer));
    });
    report({ kind: 'ready', model: classifier.identity });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    report({ kind: 'refused', detail }, () => process.exit(1));
  }
}

await serve(process.argv[2] ?? '');
