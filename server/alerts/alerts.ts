import type { Logger } from 'pino';
import type { Signs } from '../../domain/alerting.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import { AlertStore } from './alert-store.ts';
import { AlertWatch } from './alert-watch.ts';
import { openAlertsFile } from './alerts-file.ts';
import { Webhook } from './webhook.ts';

const LOOK_EVERY_MS = 3 * SECOND_MS;

interface Options {
  readonly dataDir: string;
  /** `null`: alerts are only shown */
  readonly webhook: string | null;
  readonly signs: (now: EpochMs) => Signs;
  readonly nameOf: (yard: string) => string;
  readonly onChanged: () => void;
  readonly logger: Logger;
}

export interface Alerts {
  readonly store: AlertStore;
  stop(): Promise<void>;
}

/** Opens the alerts of the data folder and watches from now on. */
export function startAlerts({ dataDir, webhook, signs, nameOf, onChanged, logger }: Options): Alerts {
  const store = new AlertStore(openAlertsFile(dataDir), webhook !== null);
  const watch = new AlertWatch({ store, signs, onChanged, logger });
  const hook = webhook === null ? null : new Webhook({ url: webhook, store, nameOf, logger });
  const timer = setInterval(() => {
    watch.look();
    void hook?.send();
  }, LOOK_EVERY_MS);
  return {
    store,
    stop: async () => {
      clearInterval(timer);
      await hook?.stop();
      store.close();
    },
  };
}
