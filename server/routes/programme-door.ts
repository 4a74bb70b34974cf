import type { FastifyRequest } from 'fastify';
import Type, { type TSchema } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { ProgrammeErrorBody, type Project } from '../../domain/wire/programme-api.ts';
import { type Action, authorize } from '../accounts/authorization.ts';
import type { ProgrammeStores } from '../program/programme.ts';
import type { Writer } from '../program/project-store.ts';
import type { Gate } from './gate.ts';

export const ProjectParams = Type.Object({ project: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }) });

/** The answers of the programme's routes: their own on success, its error shape on anything else. */
export function programmeAnswers<Status extends number, Schema extends TSchema>(status: Status, schema: Schema) {
  return { [status]: schema, '4xx': ProgrammeErrorBody, '5xx': ProgrammeErrorBody } as { [S in Status]: Schema } & {
    '4xx': typeof ProgrammeErrorBody;
    '5xx': typeof ProgrammeErrorBody;
  };
}

export interface ProgrammeDoor {
  /**
   * The project of the address.
   * @throws DomainError `FORBIDDEN` for a role that may not, `NOT_FOUND` outside the session's yards
   */
  readonly projectOf: (request: FastifyRequest, action: Action) => Project;
  readonly writerOf: (request: FastifyRequest) => Writer;
  /**
   * A document that is spoken of has to be one of the project's files.
   * @throws DomainError `BAD_REQUEST`
   */
  readonly requireFile: (project: Project, field: string, digest: string | null) => void;
}

export function programmeDoor(gate: Gate, { projects, attachments }: ProgrammeStores): ProgrammeDoor {
  return {
    projectOf: (request, action) => {
      const session = gate.demand(request, action);
      const project = projects.find((request.params as { project: string }).project);
      const isTheirs = project && authorize(session, action, { yards: project.fields.yards });
      if (!isTheirs) throw new DomainError('NOT_FOUND');
      return project;
    },
    writerOf: (request) => ({ by: gate.sessionOf(request).user, at: Date.now() }),
    requireFile: (project, field, digest) => {
      if (digest === null || attachments.find(project.id, digest)) return;
      throw new DomainError('BAD_REQUEST', {
        field,
        problem: '이 과제에 올린 파일이 아닙니다. 파일을 먼저 올려 주세요',
      });
    },
  };
}
