import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import { DAY_MS } from '../../domain/units.ts';
import { FlowQuery, Flows, FlowVisitQuery, FlowVisits, type FlowWidth } from '../../domain/wire/flows-api.ts';
import type { FlowReads, FlowSelection } from '../stores/flows/flow-requests.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import { flowSelection } from './flow-selection.ts';
import type { Gate } from './gate.ts';
import { cursorOf, positionOf } from './page-cursor.ts';
import { ARROW_STREAM, sendTable } from './send-table.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly flows: FlowReads;
}

/** Rows of an answer: what a browser reads as JSON without a pause, and as columns. */
const ROWS_AT_MOST = { json: 200_000, arrow: 2_000_000 } as const;
/** Hours of a year and what a screen shows around it; over more they are more than anyone can look at. */
const HOURS_AT_MOST_MS = 402 * DAY_MS;
const LIMIT = 100;

const DESCRIPTION =
  'Net kilograms by time, yard, direction, partner and grade as columns, within the rows that the session may see. ' +
  `format=arrow gives the same columns as an Arrow IPC stream (${ARROW_STREAM}).`;

/** Who brought how much of which grade and where it went, down to the trucks behind a figure. */
export const flowRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, flows }, done) => {
  app.get(
    '/api/flows',
    { schema: { querystring: FlowQuery, description: DESCRIPTION, response: answers(200, Flows) } },
    async (request, reply) => {
      const { every = '1d', format = 'json' } = request.query;
      const selection = flowSelection(request, { gate, yards }, 'flow:read', request.query);
      assertGrain(every, selection);
      const table = await flows.kilograms({ ...selection, every, rowsAtMost: ROWS_AT_MOST[format] });
      return sendTable(reply as FastifyReply, table, format);
    },
  );

  app.get(
    '/api/flows/visits',
    { schema: { querystring: FlowVisitQuery, response: answers(200, FlowVisits) } },
    async (request, reply) => {
      const { only = 'all', limit = LIMIT, cursor } = request.query;
      const selection = flowSelection(request, { gate, yards }, 'flow:read', request.query);
      const after = cursor === undefined ? null : positionOf(cursor);
      const page = await flows.visits({ ...selection, only, limit, after });
      return reply.send({ ...page, next: page.next && cursorOf(page.next) });
    },
  );
  done();
};

function assertGrain(every: FlowWidth, { from, to }: FlowSelection): void {
  if (every !== '1h' || to - from <= HOURS_AT_MOST_MS) return;
  const days = HOURS_AT_MOST_MS / DAY_MS;
  throw new DomainError('RANGE_REFUSED', {
    problem: `시간 단위(1h)는 ${days}일까지입니다. 일 단위(1d)를 고르거나 나누어 조회하세요.`,
  });
}
