import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { DAY_MS } from '../../domain/units.ts';
import { SupplierCard, SupplierList, SupplierQuery } from '../../domain/wire/flows-api.ts';
import type { FlowSelection } from '../stores/flows/flow-requests.ts';
import type { SupplierStore, TrendWidth } from '../stores/flows/suppliers.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import { flowSelection } from './flow-selection.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly suppliers: SupplierStore;
}

const SupplierParams = Type.Object({ partner: Type.String({ minLength: 1, maxLength: 64 }) });
/** Points of a trend at most: a scorecard is looked at, not computed with. */
const POINTS_AT_MOST = 750;
const WIDTH_MS: Readonly<Record<TrendWidth, number>> = { '1d': DAY_MS, '1w': 7 * DAY_MS, '1mo': 28 * DAY_MS };

/** Scorecards of suppliers: what their visits amount to, beside the period before and the median supplier. */
export const supplierRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, suppliers }, done) => {
  app.get(
    '/api/suppliers',
    { schema: { querystring: SupplierQuery, response: answers(200, SupplierList) } },
    async (request, reply) => {
      const selection = flowSelection(request, { gate, yards }, 'supplier:read', request.query);
      const every = widthOf(request.query.every, selection);
      return reply.send(await suppliers.list(selection, every, Date.now()));
    },
  );

  app.get(
    '/api/suppliers/:partner',
    { schema: { params: SupplierParams, querystring: SupplierQuery, response: answers(200, SupplierCard) } },
    async (request, reply) => {
      const selection = flowSelection(request, { gate, yards }, 'supplier:read', request.query);
      const every = widthOf(request.query.every, selection);
      const card = await suppliers.card(selection, request.params.partner, every, Date.now());
      if (!card) throw new DomainError('NOT_FOUND', { partner: request.params.partner });
      return reply.send(card);
    },
  );
  done();
};

function widthOf(every: TrendWidth = '1w', { from, to }: FlowSelection): TrendWidth {
  if ((to - from) / WIDTH_MS[every] <= POINTS_AT_MOST) return every;
  throw new DomainError('RANGE_REFUSED', {
    problem: `${every} 간격으로는 점이 ${POINTS_AT_MOST}개를 넘습니다. 간격(every)을 1w나 1mo로 넓히세요.`,
  });
}
