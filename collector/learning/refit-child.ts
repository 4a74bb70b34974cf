/** The refit's process: takes one task over IPC, answers it and ends. */
import { constants, setPriority } from 'node:os';
import { makeVersion } from './make-version.ts';
import type { RefitAnswer, RefitTask } from './refit-task.ts';

// Ctrl-C reaches the whole process group; the collector decides when its refit ends
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
// photos and bookings come first
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

async function answer(task: RefitTask): Promise<RefitAnswer> {
  try {
    return await makeVersion(task);
  } catch (error) {
    return { ok: false, refusal: 'REFIT_FAILED', because: error instanceof Error ? error.message : String(error) };
  }
}

process.once('message', (task) => {
  void answer(task as RefitTask).then((done) => process.send?.(done, undefined, undefined, () => process.exit(0)));
});
