import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { Attachment, MOST_ATTACHMENT_BYTES } from '../../domain/wire/programme-api.ts';
import type { ProgrammeStores } from '../program/programme.ts';
import { evidenceReport } from '../program/report/evidence-report.ts';
import type { YardStore } from '../stores/yards.ts';
import { downloadHeaders, takeAnyFile } from './file-body.ts';
import type { Gate } from './gate.ts';
import { ProjectParams, programmeAnswers, programmeDoor } from './programme-door.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly programme: ProgrammeStores;
  readonly yards: YardStore;
}

const FileQuery = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\x00-\\x1f\\x7f/\\\\]+$' }),
});
const FileParams = Type.Object({
  ...ProjectParams.properties,
  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

/** Files of a grant project: a PDF or a photo of a document, by its content. */
export const programmeFileRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, programme, yards } = options;
  const { attachments, documents, view } = programme;
  const { projectOf, writerOf } = programmeDoor(gate, programme);

  app.get('/api/projects/:project/attachments/:digest', { schema: { params: FileParams } }, async (request, reply) => {
    const project = projectOf(request, 'project:read');
    const { digest } = request.params;
    const attachment = attachments.find(project.id, digest);
    const file = attachment && (await documents.read(digest));
    if (!file) throw new DomainError('NOT_FOUND');
    reply.headers({ ...downloadHeaders(attachment.type, attachment.name, 'attachment'), 'content-length': file.bytes });
    return reply.send(file.stream);
  });

  app.get('/api/projects/:project/report', { schema: { params: ProjectParams } }, async (request, reply) => {
    const project = projectOf(request, 'project:read');
    const nameOf = (yard: string) => yards.name(yard);
    const bytes = await evidenceReport(view.report(project, { ...writerOf(request), nameOf }));
    return reply
      .headers(downloadHeaders('application/pdf', `${project.fields.name} 증빙 보고서.pdf`, 'attachment'))
      .send(bytes);
  });

  app.register((scope, _, ready) => {
    takeAnyFile(scope);
    scope.post(
      '/api/projects/:project/attachments',
      {
        bodyLimit: MOST_ATTACHMENT_BYTES,
        // before the body is read: nobody sends megabytes to be told that they may not
        onRequest: (request, _reply, next) => {
          projectOf(request, 'project:document');
          next();
        },
        schema: { params: ProjectParams, querystring: FileQuery, response: programmeAnswers(201, Attachment) },
      },
      async (request, reply) => {
        const project = projectOf(request, 'project:document');
        const { name } = request.query as { name: string };
        const stored = await documents.put(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
        return reply.status(201).send(attachments.add(project.id, { ...stored, name }, writerOf(request)));
      },
    );
    ready();
  });
  done();
};
