import { beforeEach } from 'vitest';

/** For a suite whose tests are steps of one journey: after one that failed the rest are skipped, so that it is seen. */
export function stopAtFirstFailure(): void {
  let hasFailed = false;
  beforeEach(({ onTestFailed, skip }) => {
    skip(hasFailed, 'a step before it failed');
    onTestFailed(() => {
      hasFailed = true;
    });
  });
}
