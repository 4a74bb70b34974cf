import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Health } from '../../domain/wire/http-api.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { LiveState } from '../stores/summary.ts';
import { answers } from './answers.ts';

interface Dependencies {
  readonly version: string;
  readonly ledger: Ledger;
  readonly live: LiveState;
  readonly isBrokerConnected: () => boolean;
}

type Part = Health['parts'][string];

const OK: Part = { status: 'ok' };

/** What works and what does not, for anyone; it says nothing about the yards. */
export const healthRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { version, ledger, live, isBrokerConnected } = options;
  const startedAt = performance.now();

  app.get('/api/health', { schema: { response: answers(200, Health), security: [] } }, (_request, reply) => {
    const collector = live.collector(Date.now());
    const heard = collector.heardAt ? `last heard ${collector.heardAt}` : 'never heard';
    const parts: Health['parts'] = {
      broker: isBrokerConnected() ? OK : { status: 'off', detail: 'not connected' },
      collector: collector.online ? OK : { status: 'off', detail: heard },
      ledger: ledger.isOpen ? OK : { status: 'off', detail: 'not there yet' },
      grading: gradingPart(collector.online, collector.grading.ready),
    };
    const isOk = Object.values(parts).every((part) => part.status === 'ok');
    const uptimeS = Math.floor((performance.now() - startedAt) / 1_000);
    reply.send({ status: isOk ? 'ok' : 'degraded', version, uptimeS, parts });
  });
  done();
};

function gradingPart(isCollectorOnline: boolean, isReady: boolean): Part {
  if (!isCollectorOnline) return { status: 'off', detail: 'its collector is away' };
  return isReady ? OK : { status: 'degraded', detail: 'not ready; photos wait' };
}
