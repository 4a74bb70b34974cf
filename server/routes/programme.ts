import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { kstDay } from '../../domain/kst-time.ts';
import { type ProjectFields, refuseChange, refuseProject } from '../../domain/programme/project.ts';
import {
  Project,
  ProjectChangeRequest,
  ProjectDetail,
  ProjectHistory,
  ProjectList,
  ProjectRequest,
} from '../../domain/wire/programme-api.ts';
import { authorize } from '../accounts/authorization.ts';
import { planOf } from '../program/plan.ts';
import type { ProgrammeStores } from '../program/programme.ts';
import { programmeOf } from '../program/programmes.ts';
import { refuse } from '../program/refused.ts';
import type { YardStore } from '../stores/yards.ts';
import type { Gate } from './gate.ts';
import { ProjectParams, programmeAnswers, programmeDoor } from './programme-door.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly programme: ProgrammeStores;
  readonly yards: YardStore;
}

/** Grant projects: the portfolio, one of them, making and changing it with its history. */
export const programmeRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, programme, yards } = options;
  const { projects, budget, view } = programme;
  const { projectOf, writerOf } = programmeDoor(gate, programme);

  app.get('/api/projects', { schema: { response: programmeAnswers(200, ProjectList) } }, (request, reply) => {
    const session = gate.demand(request, 'project:read');
    const theirs = projects.list().filter(({ fields }) => authorize(session, 'project:read', { yards: fields.yards }));
    reply.send({ projects: view.summaries(theirs, Date.now()) });
  });

  app.post(
    '/api/projects',
    { schema: { body: ProjectRequest, response: programmeAnswers(201, Project) } },
    (request, reply) => {
      const fields = request.body;
      gate.demand(request, 'project:write', { yards: fields.yards });
      requireTenant(fields);
      refuse(refuseProject(fields, programmeOf(fields.programme), kstDay(Date.now())));
      reply.status(201).send(projects.create(fields, writerOf(request)));
    },
  );

  app.get(
    '/api/projects/:project',
    { schema: { params: ProjectParams, response: programmeAnswers(200, ProjectDetail) } },
    (request, reply) => {
      reply.send(view.detail(projectOf(request, 'project:read'), Date.now()));
    },
  );

  app.put(
    '/api/projects/:project',
    { schema: { params: ProjectParams, body: ProjectChangeRequest, response: programmeAnswers(200, Project) } },
    (request, reply) => {
      const project = projectOf(request, 'project:write');
      const { revision, reason, fields } = request.body;
      gate.demand(request, 'project:write', { yards: fields.yards });
      // who works on an older state is told so before the rules speak of what they could not know
      projects.requireRevision(project.id, revision);
      if (revision !== project.revision) throw new DomainError('CONFLICT', { revision: project.revision });
      requireTenant(fields);
      refuse(refuseChange(project.fields, fields, reason, programmeOf(fields.programme), kstDay(Date.now())));
      const writer = writerOf(request);
      const changed = projects.change(project.id, revision, fields, reason.trim(), writer);
      // a sheet that was imported before the agreement is planned once there are days to plan it on
      const isPlanned = budget.entries(project.id).some(({ stage }) => stage === 'planned');
      const table = budget.table(project.id);
      if (!isPlanned && table.revision > 0) budget.planTable(project.id, planOf(fields, table), writer);
      reply.send(changed);
    },
  );

  app.get(
    '/api/projects/:project/history',
    { schema: { params: ProjectParams, response: programmeAnswers(200, ProjectHistory) } },
    (request, reply) => {
      reply.send(projects.history(projectOf(request, 'project:read').id));
    },
  );

  /** A yard belongs to the tenant of its first message; one that was never heard may still come. */
  function requireTenant(fields: ProjectFields): void {
    const foreign = fields.yards.find((yard) => (yards.find(yard)?.tenant ?? fields.tenant) !== fields.tenant);
    if (foreign === undefined) return;
    throw new DomainError('BAD_REQUEST', { field: 'yards', problem: `${foreign} 야드는 다른 회사의 야드입니다` });
  }
  done();
};
