import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { formatKst, kstDayStart } from '../../domain/kst-time.ts';
import { ChangeQuery, ChangeReport } from '../../domain/wire/flows-api.ts';
import type { ChangeStore } from '../stores/flows/changes.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import { flowSelection } from './flow-selection.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly changes: ChangeStore;
}

/** What is unusual about a KST week, for sentences (`domain/flows/sentences.ts`). */
export const changeRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, changes }, done) => {
  app.get(
    '/api/changes',
    { schema: { querystring: ChangeQuery, response: answers(200, ChangeReport) } },
    async (request, reply) => {
      const now = Date.now();
      const at = instantOf(request.query.day, now);
      const span = { from: formatKst(at), to: formatKst(at + 1) };
      const selection = flowSelection(request, { gate, yards }, 'flow:read', { ...request.query, ...span });
      return reply.send(await changes.report(selection, at, now));
    },
  );
  done();
};

/** The day that was asked for, or now. */
function instantOf(day: string | undefined, now: number): number {
  const start = day === undefined ? now : kstDayStart(day);
  if (start === null) throw new DomainError('BAD_REQUEST', { field: 'day', problem: '2026-11-22 형식이어야 합니다' });
  if (start > now)
    throw new DomainError('RANGE_REFUSED', { problem: '아직 오지 않은 주입니다. 오늘이나 지난 날을 고르세요.' });
  return start;
}
