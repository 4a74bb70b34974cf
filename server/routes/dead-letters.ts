import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import type { RetryCommand } from '../../domain/wire/edge-messages.ts';
import {
  CommandAccepted,
  DeadLetterList,
  DeadLetterQuery,
  RejectedPointList,
  RetryRequest,
  type Session,
} from '../../domain/wire/http-api.ts';
import { scopeOf, seesStrays } from '../accounts/authorization.ts';
import type { DeadLetterStore, LetterScope } from '../stores/dead-letters.ts';
import type { Yard, YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import type { SendCommand } from './office-commands.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly deadLetters: DeadLetterStore;
  readonly sendCommand: SendCommand;
}

const LIMIT = 50;
const LetterParams = Type.Object({ seq: Type.Integer({ minimum: 1 }) });
const CURSOR = /^[1-9]\d{0,15}$/;

/** Refused messages and refused points of the caller's yards, and another try of a message after what was mended. */
export const deadLetterRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, deadLetters, sendCommand } = options;

  app.get(
    '/api/dead-letters',
    { schema: { querystring: DeadLetterQuery, response: answers(200, DeadLetterList) } },
    (request, reply) => {
      const { yard, code, limit = LIMIT, cursor } = request.query;
      const session = gate.demand(request, 'dead-letter:manage', yard === undefined ? {} : { yard });
      if (cursor !== undefined && !CURSOR.test(cursor)) {
        throw new DomainError('BAD_REQUEST', { field: 'cursor', problem: '앞 쪽이 돌려준 값이어야 합니다' });
      }
      const before = cursor === undefined ? null : Number(cursor);
      reply.send(deadLetters.page({ ...lettersOf(session), yard, code, limit, before }));
    },
  );

  app.post(
    '/api/dead-letters/:seq/retry',
    { schema: { params: LetterParams, body: RetryRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const session = gate.demand(request, 'dead-letter:manage');
      const { seq } = request.params;
      const letter = deadLetters.find(seq, lettersOf(session));
      if (!letter) throw new DomainError('NOT_FOUND');
      const reason = request.body.reason.trim();
      if (reason === '') throw new DomainError('BAD_REQUEST', { field: 'reason', problem: '이유를 적어 주세요' });
      if (!letter.canRetry) throw new DomainError('CONFLICT', { letter: 'NOT_KEPT' });
      if (letter.isBooked) throw new DomainError('CONFLICT', { letter: 'ALREADY_BOOKED' });
      const { id: yard, tenant } = officeFor(letter.yard);
      const wish: Omit<RetryCommand, 'id' | 'at' | 'by'> = { deadLetter: seq, reason };
      const accepted = await sendCommand(request, { kind: 'retry', tenant, yard, subject: String(seq), wish });
      return reply.status(202).send(accepted);
    },
  );

  app.get('/api/rejected-points', { schema: { response: answers(200, RejectedPointList) } }, (request, reply) => {
    const session = gate.demand(request, 'dead-letter:manage');
    reply.send(deadLetters.rejectedPoints(scopeOf(session)));
  });

  /** Commands are booked in a yard: the letter's own, or any where it names none that exists. */
  function officeFor(yard: string | null): Yard {
    const [first] = yards.list();
    const found = (yard === null ? null : yards.find(yard)) ?? (first ? yards.find(first.id) : null);
    if (!found) throw new DomainError('CONFLICT', { letter: 'NO_YARD' });
    return found;
  }
  done();
};

const lettersOf = (session: Session): LetterScope => ({ yards: scopeOf(session), isStray: seesStrays(session) });
