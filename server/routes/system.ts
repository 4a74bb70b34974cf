import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { SystemState } from '../../domain/wire/http-api.ts';
import { scopeOf, seesStrays } from '../accounts/authorization.ts';
import type { Own, SystemStore } from '../stores/system/system.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly system: SystemStore;
  readonly own: () => Omit<Own, 'openAlerts'>;
  readonly countAlerts: (yards: readonly string[] | null) => number;
}

/** What is the matter with the system, told apart, with the rows of the caller's yards. */
export const systemRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, system, own, countAlerts } = options;

  app.get('/api/system', { schema: { response: answers(200, SystemState) } }, (request, reply) => {
    const session = gate.demand(request, 'system:read');
    const yards = scopeOf(session);
    const scope = { yards, isStray: seesStrays(session) };
    reply.send(system.state(scope, { ...own(), openAlerts: countAlerts(yards) }, Date.now()));
  });
  done();
};
