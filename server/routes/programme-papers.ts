import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '../../domain/errors.ts';
import { kstDay } from '../../domain/kst-time.ts';
import { isDay } from '../../domain/programme/calendar.ts';
import { refuseKpis } from '../../domain/programme/kpi.ts';
import { refusal } from '../../domain/programme/refusals.ts';
import {
  CourseList,
  CourseRequest,
  DocumentList,
  DocumentRequest,
  Evidence,
  EvidenceRequest,
  IndicatorList,
  KpiTable,
  KpiTableRequest,
  LevelState,
} from '../../domain/wire/programme-api.ts';
import { isLevelItem, wireEvidence } from '../program/level-view.ts';
import type { ProgrammeStores } from '../program/programme.ts';
import { programmeOf } from '../program/programmes.ts';
import { refuse } from '../program/refused.ts';
import type { Gate } from './gate.ts';
import { ProjectParams, programmeAnswers, programmeDoor } from './programme-door.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly programme: ProgrammeStores;
}

const schemaOf = <Answer extends Parameters<typeof programmeAnswers>[1]>(answer: Answer) => ({
  schema: { params: ProjectParams, response: programmeAnswers(200, answer) },
});

/** What proves a grant project: levels with their evidence, indicators, documents, courses and KPIs. */
export const programmePaperRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, programme } = options;
  const { papers, view } = programme;
  const { projectOf, writerOf, requireFile } = programmeDoor(gate, programme);

  app.get('/api/projects/:project/levels', schemaOf(LevelState), (request, reply) => {
    reply.send(view.levels(projectOf(request, 'project:read'), Date.now()));
  });

  app.get('/api/projects/:project/indicators', schemaOf(IndicatorList), (request, reply) => {
    reply.send({ indicators: view.indicators(projectOf(request, 'project:read'), Date.now()) });
  });

  app.post(
    '/api/projects/:project/evidence',
    { schema: { params: ProjectParams, body: EvidenceRequest, response: programmeAnswers(201, Evidence) } },
    (request, reply) => {
      const project = projectOf(request, 'project:write');
      const { item, kind, document, text, isMet, points } = request.body;
      if (!isLevelItem(item))
        throw new DomainError('BAD_REQUEST', { field: 'item', problem: '평가표에 없는 항목입니다' });
      requireFile(project, 'document', document);
      const isRemark = kind === 'remark';
      if (isRemark ? text.trim() === '' : document === null) {
        throw new DomainError('BAD_REQUEST', {
          field: isRemark ? 'text' : 'document',
          problem: '증빙이 비어 있습니다',
        });
      }
      if (!isRemark && (isMet !== null || points !== null)) {
        throw new DomainError('BAD_REQUEST', { field: 'kind', problem: '판정과 점수는 의견에만 적을 수 있습니다' });
      }
      const id = papers.addEvidence(project.id, request.body, writerOf(request));
      const written = papers.evidence(project.id).find((evidence) => evidence.id === id);
      if (!written) throw new DomainError('INTERNAL');
      reply.status(201).send(wireEvidence(written));
    },
  );

  app.get('/api/projects/:project/documents', schemaOf(DocumentList), (request, reply) => {
    reply.send({ documents: view.documents(projectOf(request, 'project:read'), Date.now()) });
  });

  app.post(
    '/api/projects/:project/documents',
    { schema: { params: ProjectParams, body: DocumentRequest, response: programmeAnswers(200, DocumentList) } },
    (request, reply) => {
      const project = projectOf(request, 'project:document');
      const { item, document, issuedOn, validUntil } = request.body;
      const isKnown = programmeOf(project.fields.programme).documents.some(({ id }) => id === item);
      if (!isKnown) throw new DomainError('BAD_REQUEST', { field: 'item', problem: '사업에 없는 서류입니다' });
      requireFile(project, 'document', document);
      const writer = writerOf(request);
      refuseDays({ issuedOn, validUntil }, { issuedOn }, writer.at);
      papers.addDocument(project.id, request.body, writer);
      reply.send({ documents: view.documents(project, writer.at) });
    },
  );

  app.get('/api/projects/:project/courses', schemaOf(CourseList), (request, reply) => {
    reply.send({ courses: view.courses(projectOf(request, 'project:read'), Date.now()) });
  });

  app.post(
    '/api/projects/:project/courses',
    { schema: { params: ProjectParams, body: CourseRequest, response: programmeAnswers(200, CourseList) } },
    (request, reply) => {
      const project = projectOf(request, 'project:write');
      const { course, completedOn, certificate } = request.body;
      const isKnown = programmeOf(project.fields.programme).courses.some(({ id }) => id === course);
      if (!isKnown) throw new DomainError('BAD_REQUEST', { field: 'course', problem: '사업에 없는 교육입니다' });
      requireFile(project, 'certificate', certificate);
      const writer = writerOf(request);
      refuseDays({ completedOn }, { completedOn }, writer.at);
      papers.addCourse(project.id, request.body, writer);
      reply.send({ courses: view.courses(project, writer.at) });
    },
  );

  app.get('/api/projects/:project/kpis', schemaOf(KpiTable), (request, reply) => {
    reply.send(view.kpis(projectOf(request, 'project:read'), Date.now()));
  });

  app.put(
    '/api/projects/:project/kpis',
    { schema: { params: ProjectParams, body: KpiTableRequest, response: programmeAnswers(200, KpiTable) } },
    (request, reply) => {
      const project = projectOf(request, 'project:write');
      const { revision, reason, kpis } = request.body;
      refuse(refuseKpis(kpis, programmeOf(project.fields.programme)));
      const writer = writerOf(request);
      papers.setKpis(project.id, revision, kpis, { ...writer, reason: reason.trim() });
      reply.send(view.kpis(project, writer.at));
    },
  );
  done();
};

type Days = Readonly<Record<string, string | null>>;

/** @throws NotTaken for a day that does not exist, or one that has happened and lies ahead */
function refuseDays(days: Days, happened: Days, now: number): void {
  const today = kstDay(now);
  refuse(
    Object.entries(days).flatMap(([field, day]) => {
      if (day === null) return [];
      if (!isDay(day)) return [refusal('DAY_INVALID', field, { day })];
      return field in happened && day > today ? [refusal('IN_FUTURE', field, { day, today })] : [];
    }),
  );
}
