import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import {
  AvailabilitySeries,
  BudgetQuery,
  BudgetSeries,
  FlowSeries,
  IndicatorSeries,
  InspectionSeries,
  MixSeries,
  type SeriesFormat,
  SeriesQuery,
  type SeriesWidth,
  ThroughputQuery,
  ThroughputSeries,
} from '../../domain/wire/http-api.ts';
import type { History, Question } from '../stores/series/history.ts';
import type { SeriesStore, Span, YardSpan } from '../stores/series/series-store.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { ARROW_STREAM, sendTable } from './send-table.ts';
import { spanEnd, spanStart } from './span.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly history: History;
  /** the yards of a grant project; none of one that was never made */
  readonly yardsOfProject: (project: string) => readonly string[];
}

/** Rows of an answer: what a browser reads as JSON without a pause, and as columns. */
const ROWS_AT_MOST: Readonly<Record<SeriesFormat, number>> = { json: 200_000, arrow: 2_000_000 };

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly every?: SeriesWidth;
  readonly format?: SeriesFormat;
}

/** History as columns: JSON for programs that want to read it, Arrow for charts that want it fast. */
export const seriesRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, history, yardsOfProject } = options;

  /** The span of a yard's series, for who may see the yard. */
  const yardSpan = (request: FastifyRequest, { yard, ...asked }: Asked & { yard: string }): YardSpan => {
    gate.demand(request, 'series:read', { yard });
    if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
    return { yard, ...spanOf(asked), shifts: yards.shifts(yard) };
  };

  const answer = async (reply: FastifyReply, { format }: Asked, question: Question) => {
    const { table, source } = await history.ask(question);
    reply.header('x-series-source', source);
    return sendTable(reply, table, format);
  };

  app.get('/api/series/throughput', { schema: schemaOf(ThroughputQuery, ThroughputSeries) }, (request, reply) => {
    const span = yardSpan(request, request.query);
    const { by = 'grade' } = request.query;
    return answer(reply, request.query, (store) => store.throughput({ ...span, by }));
  });

  const series = (
    name: string,
    schema: TSchema,
    ask: (store: SeriesStore, span: YardSpan) => ReturnType<Question>,
  ): void => {
    app.get(`/api/series/${name}`, { schema: schemaOf(SeriesQuery, schema) }, (request, reply) => {
      const span = yardSpan(request, request.query);
      return answer(reply, request.query, (store) => ask(store, span));
    });
  };
  series('mix', MixSeries, (store, span) => store.mix(span));
  series('flows', FlowSeries, (store, span) => store.flows(span));
  series('inspections', InspectionSeries, (store, span) => store.inspections(span));
  series('availability', AvailabilitySeries, (store, span) => store.availability({ ...span, now: Date.now() }));
  series('indicators', IndicatorSeries, (store, span) => store.indicators(span));

  app.get('/api/series/budget', { schema: schemaOf(BudgetQuery, BudgetSeries) }, (request, reply) => {
    const { project } = request.query;
    gate.demand(request, 'budget:read', { yards: yardsOfProject(project) });
    const span: Span = { ...spanOf({ every: '1d', ...request.query }), shifts: [] };
    return answer(reply, request.query, (store) => store.budget({ ...span, project }));
  });
  done();
};

function spanOf({ from, to, every = '1h', format = 'json' }: Asked): Omit<Span, 'shifts'> {
  return { from: spanStart('from', from), to: spanEnd('to', to), every, rowsAtMost: ROWS_AT_MOST[format] };
}

function schemaOf<Query extends TSchema, Series extends TSchema>(querystring: Query, series: Series) {
  const description =
    'Columns of one length: bucket by bucket, every key in each. The header x-series-source tells whether ledger or ' +
    `InfluxDB answered. format=arrow gives the same columns as an Arrow IPC stream (${ARROW_STREAM}): time ` +
    'Timestamp[ms], texts Dictionary<Utf8>, whole numbers Int32, or Int64 where one needs it, the rest Float64.';
  return { querystring, description, response: answers(200, series) };
}
