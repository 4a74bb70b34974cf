import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { kstDayStart } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import { DayList, DaysQuery, RestatementList } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import type { Ledger } from '../stores/ledger.ts';
import { daysOf, restatementsOf } from '../stores/restatements.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly ledger: Ledger;
}

/** A year and a leap day, and the month around it. */
const MOST_DAYS = 400;
const YardParams = Type.Object({ yard: Type.String({ pattern: NAME_PATTERN }) });

interface Asked {
  readonly Params: { readonly yard: string };
  readonly Querystring: { readonly from: string; readonly to: string };
}

/** The KST days of a yard with their totals, and what changed of them after they had ended. */
export const restatementRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, ledger } = options;

  app.get(
    '/api/yards/:yard/days',
    { schema: { params: YardParams, querystring: DaysQuery, response: answers(200, DayList) } },
    (request, reply) => {
      const { yard, from, to } = asked(request);
      reply.send({ days: ledger.read((database) => daysOf(database, yard, from, to + DAY_MS), []) });
    },
  );

  app.get(
    '/api/yards/:yard/restatements',
    { schema: { params: YardParams, querystring: DaysQuery, response: answers(200, RestatementList) } },
    (request, reply) => {
      const { yard } = asked(request);
      const { from, to } = request.query;
      reply.send({ restatements: ledger.read((database) => restatementsOf(database, yard, from, to), []) });
    },
  );

  function asked(request: FastifyRequest<Asked>): {
    readonly yard: string;
    readonly from: EpochMs;
    readonly to: EpochMs;
  } {
    const { yard } = request.params;
    // sums of whole days hold every buyer's trucks
    gate.demand(request, 'series:read', { yard });
    if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
    const from = dayStart('from', request.query.from);
    const to = dayStart('to', request.query.to);
    if (to < from || to - from >= MOST_DAYS * DAY_MS) {
      throw new DomainError('BAD_REQUEST', { field: 'to', problem: `from부터 ${MOST_DAYS}일 안이어야 합니다` });
    }
    return { yard, from, to };
  }
  done();
};

function dayStart(field: string, text: string): EpochMs {
  const start = kstDayStart(text);
  if (start === null) throw new DomainError('BAD_REQUEST', { field, problem: '2026-11-22 형식이어야 합니다' });
  return start;
}
