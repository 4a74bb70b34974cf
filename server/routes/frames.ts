import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { authorize, seesVisit } from '../accounts/authorization.ts';
import type { PhotoPlace, PhotoStore } from '../stores/photos.ts';
import type { VisitDoor } from './seen-visit.ts';

interface Dependencies {
  readonly door: VisitDoor;
  readonly photos: PhotoStore;
}

/** Pixels that whoever may not have the original gets at most: enough to tell grades by. */
const WIDTH_AT_MOST = 960;
const FrameParams = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const FrameQuery = Type.Object({ width: Type.Optional(Type.Integer({ minimum: 16, maximum: 3_840 })) });

/** Photos by their content: what a SHA-256 names never changes, so browsers may keep it. */
export const frameRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, { door, photos }, done) => {
  app.get(
    '/api/frames/:sha256',
    { schema: { params: FrameParams, querystring: FrameQuery } },
    async (request, reply) => {
      const { session, scope } = door.askedBy(request, 'frame:read');
      const { sha256 } = request.params;
      // who may look at a yard's floor sees all that its cameras took; anyone else a photo of a truck that they see
      const isSeen = ({ yard, visit }: PhotoPlace) =>
        authorize(session, 'yard:read', { yard }) || (visit !== null && seesVisit(scope, visit));
      if (!photos.placesOf(sha256).some(isSeen)) throw new DomainError('NOT_FOUND');
      const asked = request.query.width;
      const width = authorize(session, 'frame:original') ? asked : Math.min(asked ?? WIDTH_AT_MOST, WIDTH_AT_MOST);
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
