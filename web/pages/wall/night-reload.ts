import { fetchHealth } from '../../api/yards.ts';
import { isReloadMinute } from './wall-figures.ts';

const CHECK_MS = 60_000;

/**
 * Reloads the page when the server runs another version, and once a night after a long day. It reloads only while the
 * server answers, so that a screen never trades its last figures for an error page. The answer stops it.
 */
export function makeNightReload(): () => void {
  const startedAt = Date.now();
  let version: string | undefined;
  const check = async (): Promise<void> => {
    try {
      const health = await fetchHealth();
      version ??= health.version;
      if (health.version !== version || isReloadMinute(startedAt, Date.now())) location.reload();
    } catch {
      // out of reach: the screen says so itself, and the next minute asks again
    }
  };
  void check();
  const timer = setInterval(() => void check(), CHECK_MS);
  return () => clearInterval(timer);
}
