import { setTimeout as sleep } from 'node:timers/promises';

const ASK_EVERY_MS = 100;
const WITHIN_MS = 5_000;

/**
 * Waits until the system at the address says of itself that it is well, so that whoever is told it runs finds it so.
 * Gives up after five seconds: a part that stays away, an external broker above all, must not hide the rest.
 */
export async function untilHealthy(address: string): Promise<void> {
  for (const end = Date.now() + WITHIN_MS; Date.now() < end; ) {
    const answer = await fetch(`${address}/api/health`).catch(() => null);
    const health = answer?.ok ? ((await answer.json()) as { status?: string }) : null;
    if (health?.status === 'ok') return;
    await sleep(ASK_EVERY_MS);
  }
}
