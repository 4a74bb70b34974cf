import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { kstDay } from '../../domain/kst-time.ts';
import type { ReleaseCommand } from '../../domain/wire/edge-messages.ts';
import { CommandAccepted, CommandQuery, DeviceCommandList, ReleaseRequest } from '../../domain/wire/http-api.ts';
import { commandsOf, findCommand } from '../stores/commands.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { YardParams } from './models.ts';
import type { SendCommand } from './office-commands.ts';
import { spanEnd, spanStart } from './span.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly ledger: Ledger;
  readonly sendCommand: SendCommand;
}

const CommandParams = Type.Object({ ...YardParams.properties, id: Type.String({ minLength: 1, maxLength: 128 }) });

/** What the yard told its devices, what became of it, and a person's taking a hold back. */
export const commandRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, ledger, sendCommand } = options;

  app.get(
    '/api/yards/:yard/commands',
    { schema: { params: YardParams, querystring: CommandQuery, response: answers(200, DeviceCommandList) } },
    (request, reply) => {
      const { yard } = request.params;
      gate.demand(request, 'command:read', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      const { from = kstDay(Date.now()), to = kstDay(Date.now()) } = request.query;
      const span = [spanStart('from', from), spanEnd('to', to)] as const;
      reply.send({ commands: ledger.read((database) => commandsOf(database, yard, ...span), []) });
    },
  );

  app.post(
    '/api/yards/:yard/commands/:id/release',
    { schema: { params: CommandParams, body: ReleaseRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const { yard, id: command } = request.params;
      gate.demand(request, 'command:release', { yard });
      const known = yards.find(yard);
      const record = ledger.read((database) => findCommand(database, yard, command), null);
      if (!known || !record) throw new DomainError('NOT_FOUND');
      const reason = request.body.reason.trim();
      if (reason === '') throw new DomainError('BAD_REQUEST', { field: 'reason', problem: '이유를 적어 주세요' });
      if (!record.hold?.stands) throw new DomainError('CONFLICT', { command: 'HOLDS_NOTHING' });
      const wish: Omit<ReleaseCommand, 'id' | 'at' | 'by'> = { command, reason };
      const { tenant } = known;
      const accepted = await sendCommand(request, { kind: 'release', tenant, yard, subject: command, wish });
      return reply.status(202).send(accepted);
    },
  );
  done();
};
