import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { GRADE_BUCKETS } from '../../domain/grades.ts';
import { kstDayStart, parseEventTime } from '../../domain/kst-time.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { StockCountCommand } from '../../domain/wire/edge-messages.ts';
import { StockCountRequest, StockReport, YardParam } from '../../domain/wire/flows-api.ts';
import { CommandAccepted } from '../../domain/wire/http-api.ts';
import { rowScope } from '../accounts/authorization.ts';
import type { NeedStore } from '../procurement/need-store.ts';
import { stockReport } from '../procurement/stock-report.ts';
import type { FlowReads } from '../stores/flows/flow-requests.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import { assertReason } from './correction-check.ts';
import type { Gate } from './gate.ts';
import type { SendCommand } from './office-commands.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly flows: FlowReads;
  readonly needs: NeedStore;
  readonly sendCommand: SendCommand;
}

/** What lies on the ground, and a person's count of it, which becomes ledger rows. */
export const stockRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, flows, needs, sendCommand } = options;

  app.get('/api/stock', { schema: { response: answers(200, StockReport) } }, async (request, reply) => {
    const session = gate.demand(request, 'stock:read');
    return reply.send(await stockReport({ flows, yards, needs }, rowScope(session, yards.works()), Date.now()));
  });

  app.post(
    '/api/yards/:yard/stock-counts',
    { schema: { params: YardParam, body: StockCountRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const { yard } = request.params;
      gate.demand(request, 'stock:count', { yard });
      const known = yards.find(yard);
      if (!known) throw new DomainError('NOT_FOUND', { yard });
      const { reason, grades, countedAt } = request.body;
      assertReason(reason);
      assertGrades(Object.keys(grades));
      const wish: Omit<StockCountCommand, 'id' | 'at' | 'by'> = {
        countedAt: instantOf(countedAt, Date.now()),
        grades,
        reason: reason.trim(),
      };
      return reply
        .status(202)
        .send(await sendCommand(request, { kind: 'stock-count', tenant: known.tenant, yard, subject: yard, wish }));
    },
  );
  done();
};

function assertGrades(grades: readonly string[]): void {
  const unknown = grades.find((grade) => !(GRADE_BUCKETS as readonly string[]).includes(grade));
  if (unknown !== undefined) throw wrong('grades', `${unknown}: 없는 등급입니다`);
  if (grades.length === 0) throw wrong('grades', '센 등급을 하나 이상 적어 주세요');
}

/** When it was counted; nobody has counted what is still to come. */
function instantOf(text: string | undefined, now: EpochMs): EpochMs {
  if (text === undefined) return now;
  const at = kstDayStart(text) ?? parseEventTime(text);
  if (at === null) throw wrong('countedAt', '2026-11-22T09:30:00+09:00 형식이어야 합니다');
  if (at > now) throw wrong('countedAt', '아직 오지 않은 때입니다. 센 때를 적어 주세요');
  return at;
}

const wrong = (field: string, problem: string) => new DomainError('BAD_REQUEST', { field, problem });
