import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { ErrorBody } from '../../domain/wire/http-api.ts';
import type { ProgrammeErrorBody } from '../../domain/wire/programme-api.ts';
import { ChangedMeanwhile, NotTaken } from '../program/refused.ts';
import { errorText } from './error-texts.ts';
import { refusalText } from './refusal-texts.ts';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  SETTING_INVALID: 500,
  BAD_REQUEST: 400,
  LOGIN_FAILED: 401,
  LOGIN_REQUIRED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CORRECTION_INVALID: 422,
  CONFLICT: 409,
  NOT_TAKEN: 422,
  FILE_TOO_BIG: 413,
  FILE_TYPE_REFUSED: 415,
  RANGE_REFUSED: 422,
  EXPORT_TOO_LARGE: 422,
  LINK_ENDED: 410,
  TOO_MANY_REQUESTS: 429,
  COLLECTOR_AWAY: 503,
  INTERNAL: 500,
};

/** One shape for every error: code and message below 500, the generic one with the request's id above. */
export function errorAnswers(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | DomainError>((error, request, reply) => {
    const known = asDomainError(error, request);
    const status = known ? STATUS[known.code] : 500;
    if (!known || known.code === 'INTERNAL' || known.code === 'SETTING_INVALID') return internal(error, request, reply);
    request.log.info({ code: known.code, params: known.params }, 'refused');
    const { code, params } = known;
    const body: ProgrammeErrorBody = { code, message: errorText(code, params) };
    if (Object.keys(params).length > 0) body.params = { ...params };
    if (error instanceof NotTaken) {
      body.refusals = error.refusals.map((one) => ({ ...one, params: { ...one.params } }));
      body.message = refusalText(error.refusals);
    }
    if (error instanceof ChangedMeanwhile) body.conflict = error.conflict;
    return reply.status(status).send(body);
  });

  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !isNoPage(request.url) && 'sendFile' in reply;
    // addresses of pages belong to the web, which draws its own page for what it does not know
    if (isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.status(404).send({ code: 'NOT_FOUND', message: errorText('NOT_FOUND', {}) } satisfies ErrorBody);
  });
}

function internal(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error({ err: error, method: request.method, url: request.routeOptions.url }, 'request failed');
  const body: ErrorBody = { code: 'INTERNAL', message: errorText('INTERNAL', {}), requestId: request.id };
  return reply.status(500).send(body);
}

/** Our own errors, and Fastify's that are the caller's doing, as codes of the catalogue. */
function asDomainError(error: FastifyError | DomainError, request: FastifyRequest): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error.validation) {
    const [first] = error.validation;
    const field = first?.instancePath.replaceAll('/', '.').replace(/^\./, '') || (error.validationContext ?? 'request');
    return new DomainError('BAD_REQUEST', { field, problem: first?.message ?? 'invalid' }, { cause: error });
  }
  const status = error.statusCode ?? 500;
  if (status === 429) return new DomainError('TOO_MANY_REQUESTS', {}, { cause: error });
  if (status === 413) return new DomainError('FILE_TOO_BIG', megabytesOf(request), { cause: error });
  if (status === 404) return new DomainError('NOT_FOUND', {}, { cause: error });
  return status < 500 ? new DomainError('BAD_REQUEST', { problem: error.message }, { cause: error }) : null;
}

function isNoPage(url: string): boolean {
  return ['/api', '/socket.io', '/assets/'].some((prefix) => url.startsWith(prefix));
}

/** The limit of the route that a body went beyond. */
function megabytesOf({ routeOptions }: FastifyRequest): { megabytes?: number } {
  const { bodyLimit } = routeOptions;
  return bodyLimit === undefined ? {} : { megabytes: Math.floor(bodyLimit / 100_000) / 10 };
}
