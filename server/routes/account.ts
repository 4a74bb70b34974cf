import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Account } from '../../domain/wire/http-api.ts';
import { scopeOf } from '../accounts/authorization.ts';
import { accountOf, type PendingOf } from '../stores/account.ts';
import type { Ledger } from '../stores/ledger.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly pendingOf: PendingOf;
}

/** Where every message went: received = written + pending + rejected. */
export const accountRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  app.get('/api/account', { schema: { response: answers(200, Account) } }, (request, reply) => {
    const session = options.gate.demand(request, 'account:read');
    reply.send(accountOf(options.ledger, scopeOf(session), options.pendingOf));
  });
  done();
};
