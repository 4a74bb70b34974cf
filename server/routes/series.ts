import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { type BucketWidth, nextBucketStart } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import { ThroughputQuery, ThroughputSeries } from '../../domain/wire/http-api.ts';
import type { SeriesStore } from '../stores/series.ts';
import { throughputArrow, throughputJson } from '../stores/throughput-columns.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { spanEnd, spanStart } from './span.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly series: SeriesStore;
}

export const ARROW_STREAM = 'application/vnd.apache.arrow.stream';
/** A year of quarter hours; who wants more asks for wider buckets. */
const BUCKETS_AT_MOST = 36_000;

/** History as columns: JSON for programs that want to read it, Arrow for charts that want it fast. */
export const seriesRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, series }, done) => {
  app.get(
    '/api/series/throughput',
    { schema: { querystring: ThroughputQuery, response: answers(200, ThroughputSeries) } },
    async (request, reply) => {
      const { yard, every = '1h', by = 'grade', format = 'json' } = request.query;
      gate.demand(request, 'series:read', { yard });
      const from = spanStart('from', request.query.from);
      const to = spanEnd('to', request.query.to);
      assertSpan(from, to, every);
      if (!yards.find(yard)) throw new DomainError('NOT_FOUND', { yard });
      const throughput = await series.throughput({ yard, from, to, every, by });
      if (format === 'json') return throughputJson(throughput);
      const stream = throughputArrow(throughput);
      return reply.type(ARROW_STREAM).send(Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength) as never);
    },
  );
  done();
};

function assertSpan(from: EpochMs, to: EpochMs, every: BucketWidth): void {
  if (from >= to) throw new DomainError('BAD_REQUEST', { field: 'to', problem: 'from보다 뒤여야 합니다' });
  const width = nextBucketStart(0, every);
  if ((to - from) / width > BUCKETS_AT_MOST) {
    throw new DomainError('BAD_REQUEST', {
      field: 'every',
      problem: '기간에 비해 너무 촘촘합니다. 더 넓은 간격을 고르세요',
    });
  }
}
