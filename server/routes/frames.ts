import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { authorize } from '../accounts/authorization.ts';
import type { PhotoStore } from '../stores/photos.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly photos: PhotoStore;
}

const FrameParams = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const FrameQuery = Type.Object({ width: Type.Optional(Type.Integer({ minimum: 16, maximum: 3_840 })) });

/** Photos by their content: what a SHA-256 names never changes, so browsers may keep it. */
export const frameRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { gate, photos }, done) => {
  app.get(
    '/api/frames/:sha256',
    { schema: { params: FrameParams, querystring: FrameQuery } },
    async (request, reply) => {
      const session = gate.demand(request, 'frame:read');
      const { sha256 } = request.params;
      if (!photos.yardsOf(sha256).some((yard) => authorize(session, 'frame:read', { yard }))) {
        throw new DomainError('NOT_FOUND');
      }
      const { width } = request.query;
      if (width === undefined) {
        const photo = await photos.original(sha256);
        if (!photo) throw new DomainError('NOT_FOUND');
        return reply.headers({ ...JPEG_HEADERS, 'content-length': photo.bytes }).send(photo.stream);
      }
      const smaller = await photos.resized(sha256, width);
      if (!smaller) throw new DomainError('NOT_FOUND');
      return reply.headers(JPEG_HEADERS).send(smaller);
    },
  );
  done();
};

const JPEG_HEADERS = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=31536000, immutable' };
