import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { kstDay } from '../../domain/kst-time.ts';
import { refuseEntry } from '../../domain/programme/budget.ts';
import { readBudgetSheet } from '../../domain/programme/budget-sheet.ts';
import { budgetSheet } from '../../domain/programme/budget-table.ts';
import {
  Budget,
  BudgetEntry,
  BudgetEntryRequest,
  BudgetTable,
  BurnQuery,
  BurnSeries,
  SheetQuery,
} from '../../domain/wire/programme-api.ts';
import { planOf } from '../program/plan.ts';
import type { ProgrammeStores } from '../program/programme.ts';
import { programmeOf } from '../program/programmes.ts';
import { refuse } from '../program/refused.ts';
import { MOST_SHEET_BYTES, readSheet, SHEET_TYPE, writeSheet } from '../program/sheet-file.ts';
import { downloadHeaders, takeAnyFile } from './file-body.ts';
import type { Gate } from './gate.ts';
import { ProjectParams, programmeAnswers, programmeDoor } from './programme-door.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly programme: ProgrammeStores;
}

/** Money of a grant project: entries, the price sheet as XLSX, and how it burns. */
export const programmeMoneyRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, programme } = options;
  const { budget, view, outbox } = programme;
  const { projectOf, writerOf, requireFile } = programmeDoor(gate, programme);

  app.get(
    '/api/projects/:project/budget',
    { schema: { params: ProjectParams, response: programmeAnswers(200, Budget) } },
    (request, reply) => {
      reply.send(view.budget(projectOf(request, 'project:read')));
    },
  );

  app.post(
    '/api/projects/:project/budget/entries',
    { schema: { params: ProjectParams, body: BudgetEntryRequest, response: programmeAnswers(201, BudgetEntry) } },
    (request, reply) => {
      const project = projectOf(request, 'project:write');
      const wish = request.body;
      requireFile(project, 'document', wish.document);
      const writer = writerOf(request);
      const { agreedOn, programme: id } = project.fields;
      const rules = { programme: programmeOf(id), agreedOn, today: kstDay(writer.at) };
      const decide: Parameters<typeof budget.add>[1] = (entries) => {
        refuse(refuseEntry(wish, { ...rules, entries }));
        return wish;
      };
      const entry = budget.add(project.id, decide, writer);
      outbox.wake();
      reply.status(201).send(entry);
    },
  );

  app.get(
    '/api/projects/:project/burn',
    { schema: { params: ProjectParams, querystring: BurnQuery, response: programmeAnswers(200, BurnSeries) } },
    (request, reply) => {
      const { funder = null, width = 'month' } = request.query;
      reply.send(view.burn(projectOf(request, 'project:read'), funder, width, Date.now()));
    },
  );

  app.get(
    '/api/projects/:project/budget/table',
    { schema: { params: ProjectParams, response: programmeAnswers(200, BudgetTable) } },
    (request, reply) => {
      reply.send(budget.table(projectOf(request, 'project:read').id));
    },
  );

  app.get('/api/projects/:project/budget/sheet', { schema: { params: ProjectParams } }, (request, reply) => {
    const { id, fields } = projectOf(request, 'project:read');
    const rows = budgetSheet(budget.table(id), programmeOf(fields.programme));
    const name = `${fields.name} 사업비.xlsx`;
    return reply.headers(downloadHeaders(SHEET_TYPE, name, 'attachment')).send(writeSheet('사업비', rows));
  });

  app.register((scope, _, ready) => {
    takeAnyFile(scope);
    scope.put(
      '/api/projects/:project/budget/sheet',
      {
        bodyLimit: MOST_SHEET_BYTES,
        // before the body is read: nobody sends megabytes to be told that they may not
        onRequest: (request, _reply, next) => {
          projectOf(request, 'project:write');
          next();
        },
        schema: { params: ProjectParams, querystring: SheetQuery, response: programmeAnswers(200, BudgetTable) },
      },
      (request, reply) => {
        const project = projectOf(request, 'project:write');
        const { revision, reason } = request.query as SheetQuery;
        if (!Buffer.isBuffer(request.body))
          throw new DomainError('FILE_TYPE_REFUSED', { found: 'empty', expected: 'XLSX' });
        const { fields, id } = project;
        const reading = readBudgetSheet(readSheet(request.body), programmeOf(fields.programme), fields.totalCost);
        refuse(reading.refusals);
        if (!reading.table) throw new DomainError('INTERNAL');
        const writer = { ...writerOf(request), reason: reason.trim() };
        budget.importTable(id, revision, reading.table, planOf(fields, reading.table), writer);
        outbox.wake();
        reply.send(budget.table(id));
      },
    );
    ready();
  });
  done();
};
