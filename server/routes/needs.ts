import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { readNeeds } from '../../domain/flows/need-sheet.ts';
import { NeedImport } from '../../domain/wire/flows-api.ts';
import type { Audit } from '../accounts/audit.ts';
import { sheetOf } from '../procurement/need-file.ts';
import type { NeedStore } from '../procurement/need-store.ts';
import { MOST_SHEET_BYTES } from '../program/sheet-file.ts';
import type { YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import { takeAnyFile } from './file-body.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly needs: NeedStore;
  readonly audit: Audit;
}

/** Refusals that an answer names; who has more has another file in hand. */
const REFUSALS_AT_MOST = 200;

/** What works need, imported as a workbook or CSV: all of it, or nothing with the cells that are wrong. */
export const needRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, yards, needs, audit }, done) => {
  takeAnyFile(app);
  app.post(
    '/api/needs',
    {
      bodyLimit: MOST_SHEET_BYTES,
      schema: { response: answers(200, NeedImport) },
      // before the body is read: nobody sends megabytes to be told that they may not
      onRequest: (request, _reply, next) => {
        gate.demand(request, 'need:write');
        next();
      },
    },
    (request, reply) => {
      const { user } = gate.demand(request, 'need:write');
      const { rows, refusals } = readNeeds(
        sheetOf((request.body as Buffer | undefined) ?? Buffer.alloc(0)),
        yards.works(),
      );
      if (refusals.length === 0) {
        needs.add(rows, user, Date.now());
        audit.record({ who: user, what: 'need', subject: `${rows.length}`, address: request.ip });
      }
      const taken = refusals.length === 0 ? rows.length : 0;
      reply.send({ rows: taken, refusals: refusals.slice(0, REFUSALS_AT_MOST) });
    },
  );
  done();
};
