import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { formatKst } from '../../domain/kst-time.ts';
import { DAY_MS } from '../../domain/units.ts';
import {
  IndicatorId,
  IndicatorList,
  IndicatorQuery,
  IndicatorRows,
  IndicatorRowsQuery,
} from '../../domain/wire/programme-api.ts';
import { type LedgerFiguresStore, TREND_DAYS } from '../program/ledger-figures.ts';
import { indicatorStates } from '../program/level-view.ts';
import { rowsBehind } from '../stores/indicators/indicators.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { YardParams } from './models.ts';
import { spanStart } from './span.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly ledger: Ledger;
  readonly figures: LedgerFiguresStore;
}

const IndicatorParams = Type.Object({ ...YardParams.properties, id: IndicatorId });

/** The live indicators of a yard, and the rows that each of them is counted from. */
export const indicatorRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, ledger, figures } = options;

  app.get(
    '/api/yards/:yard/indicators',
    { schema: { params: YardParams, querystring: IndicatorQuery, response: answers(200, IndicatorList) } },
    (request, reply) => {
      const { yard } = request.params;
      gate.demand(request, 'indicator:read', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      const now = Date.now();
      const since = now - (request.query.days ?? TREND_DAYS) * DAY_MS;
      reply.send({ indicators: indicatorStates([yard], figures.readings([yard], since), now) });
    },
  );

  app.get(
    '/api/yards/:yard/indicators/:id/rows',
    { schema: { params: IndicatorParams, querystring: IndicatorRowsQuery, response: answers(200, IndicatorRows) } },
    (request, reply) => {
      const { yard, id } = request.params;
      gate.demand(request, 'indicator:read', { yard });
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      const { hour } = request.query;
      const now = Date.now();
      const asked = hour === undefined ? null : spanStart('hour', hour);
      const none = { indicator: id, yard, from: formatKst(now), to: formatKst(now), rows: [] };
      reply.send(ledger.read((database) => rowsBehind(database, yard, id, asked, now), none));
    },
  );
  done();
};
