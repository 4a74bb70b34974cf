import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { CommandAccepted } from '../../domain/wire/http-api.ts';
import { Slip, SlipCancellationRequest, SlipList, SlipListQuery, SlipQuery } from '../../domain/wire/slips-api.ts';
import { triesPerAddress } from '../plugins/rate-limit.ts';
import type { SlipPrint } from '../slips/slip-print.ts';
import type { SlipList as SlipListStore, SlipPosition } from '../stores/slips/slip-list.ts';
import type { SlipStore, StoredSlip } from '../stores/slips/slips.ts';
import { answers } from './answers.ts';
import { downloadHeaders } from './file-body.ts';
import type { Gate } from './gate.ts';
import type { SendCommand } from './office-commands.ts';
import type { VisitDoor } from './seen-visit.ts';
import { assertCancellable, assertIssuable, readable } from './slip-check.ts';
import { spanEnd, spanStart } from './span.ts';
import { VisitParams } from './visits.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly door: VisitDoor;
  readonly slips: SlipStore;
  readonly slipList: SlipListStore;
  readonly print: SlipPrint;
  /** where the QR code of a slip leads */
  readonly verifyUrl: (sha256: string) => string;
  readonly sendCommand: SendCommand;
}

const LIMIT = 100;

/** Slips (검수확인서): read by whoever sees the visit, issued and crossed out by the collector on a person's word. */
export const slipRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, door, slips, slipList, print, verifyUrl, sendCommand } = options;

  const shown = (found: StoredSlip | null): Slip => {
    if (!found) throw new DomainError('NOT_FOUND');
    const { head, intact, due } = found;
    const content = readable(found);
    return { ...head, content, intact, versions: [...found.versions], verifyUrl: verifyUrl(head.sha256), due };
  };

  app.get(
    '/api/slips',
    { schema: { querystring: SlipListQuery, response: answers(200, SlipList) } },
    (request, reply) => {
      const { yard, partner, visit, from, to, limit, cursor } = request.query;
      if (yard !== undefined) gate.demand(request, 'slip:read', { yard });
      const { slips: lines, next } = slipList.list({
        ...{ scope: door.askedBy(request, 'slip:read').scope, yard, partner, visit },
        from: from === undefined ? null : spanStart('from', from),
        to: to === undefined ? null : spanEnd('to', to),
        limit: limit ?? LIMIT,
        after: cursor === undefined ? null : positionOf(cursor),
      });
      reply.send({ slips: lines, next: next && cursorOf(next) });
    },
  );

  app.get(
    '/api/visits/:id/slip',
    { schema: { params: VisitParams, querystring: SlipQuery, response: answers(200, Slip) } },
    (request, reply) => {
      const { id } = door.seenVisit(request, 'slip:read', request.params.id);
      reply.send(shown(slips.find(id, request.query.version)));
    },
  );

  app.get(
    '/api/visits/:id/slip.pdf',
    { schema: { params: VisitParams, querystring: SlipQuery }, preHandler: triesPerAddress(app, 'slip-pdf') },
    async (request, reply) => {
      const { id } = door.seenVisit(request, 'slip:read', request.params.id);
      const { version, language = 'ko' } = request.query;
      const slip = shown(slips.find(id, version));
      const name = `${language === 'ko' ? '검수확인서' : 'inspection-slip'} ${slip.number} v${slip.version}.pdf`;
      return reply
        .headers(downloadHeaders('application/pdf', name, 'attachment'))
        .send(await print.pdf(slip, language));
    },
  );

  app.post(
    '/api/visits/:id/slip',
    { schema: { params: VisitParams, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const visit = door.seenVisit(request, 'slip:read', request.params.id);
      const { id, tenant, yard } = visit;
      gate.demand(request, 'slip:issue', { yard });
      assertIssuable(visit, slips.find(id));
      const command = { kind: 'slip', tenant, yard, subject: id, wish: { visit: id } } as const;
      return reply.status(202).send(await sendCommand(request, command));
    },
  );

  app.post(
    '/api/visits/:id/slip/cancellation',
    { schema: { params: VisitParams, body: SlipCancellationRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const { id, tenant, yard } = door.seenVisit(request, 'slip:read', request.params.id);
      gate.demand(request, 'slip:cancel', { yard });
      const reason = request.body.reason.trim();
      assertCancellable(slips.find(id), reason);
      const command = { kind: 'slip-cancellation', tenant, yard, subject: id, wish: { visit: id, reason } } as const;
      return reply.status(202).send(await sendCommand(request, command));
    },
  );
  done();
};

function cursorOf({ number, yard }: SlipPosition): string {
  return Buffer.from(`${number} ${yard}`).toString('base64url');
}

function positionOf(cursor: string): SlipPosition {
  const match = /^(\d{8}-\d{4,9}) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2]) {
    throw new DomainError('BAD_REQUEST', { field: 'cursor', problem: '앞 응답의 next 값을 그대로 보내 주세요' });
  }
  return { number: match[1], yard: match[2] };
}
