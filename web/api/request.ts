import type { ErrorBody } from '../../domain/wire/http-api.ts';
import type { Conflict, Refusal } from '../../domain/wire/programme-api.ts';

/** What an error may say beside its code: why something is not taken, or what another editor changed meanwhile. */
export interface ErrorDetails {
  readonly refusals?: readonly Refusal[] | undefined;
  readonly conflict?: Conflict | undefined;
  /** which of several reasons of a code it is */
  readonly problem?: string | undefined;
}

/** A request that failed: a code of the catalogue, or `NETWORK` when the server was out of reach. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorBody['code'] | 'NETWORK';
  readonly requestId: string | undefined;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorBody['code'] | 'NETWORK',
    requestId?: string,
    options?: ErrorOptions & { details?: ErrorDetails },
  ) {
    super(code, options);
    this.code = code;
    this.requestId = requestId;
    this.details = options?.details ?? {};
  }
}

let whenLoginLost: () => void = () => undefined;

/** Names what happens when the server no longer knows who asks. */
export function onLoginLost(act: () => void): void {
  whenLoginLost = act;
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorBody['code']>> = {
  400: 'BAD_REQUEST',
  401: 'LOGIN_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'LINK_ENDED',
  413: 'FILE_TOO_BIG',
  415: 'FILE_TYPE_REFUSED',
  422: 'NOT_TAKEN',
  429: 'TOO_MANY_REQUESTS',
};

/** What a status says by itself, where the body names no code. */
export const codeOfStatus = (status: number): ErrorBody['code'] => CODE_OF_STATUS[status] ?? 'INTERNAL';

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** sent as JSON */
  body?: unknown;
  /** sent as it is, under its own type */
  file?: Blob;
  /** gives the question up: the answer is then an error `NETWORK` */
  signal?: AbortSignal;
}

/** Asks the server and gives the parsed answer; everything else is an `ApiError`. An empty answer is `undefined`. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  return parse(await response.text()) as Answer;
}

/** Asks the server for bytes, with the headers they came under; everything else is an `ApiError`. */
export async function requestBytes(
  path: string,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const response = await send(path, signal === undefined ? {} : { signal });
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

async function send(path: string, { method = 'GET', body, file, signal }: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { headers: { 'content-type': file.type }, body: file }),
    });
  } catch (cause) {
    throw new ApiError('NETWORK', undefined, { cause });
  }
  if (response.ok) return response;
  const failure = parse(await response.text()) as (Partial<ErrorBody> & ErrorDetails) | undefined;
  const code = failure?.code ?? codeOfStatus(response.status);
  if (code === 'LOGIN_REQUIRED') whenLoginLost();
  throw new ApiError(code, failure?.requestId, { details: detailsOf(failure) });
}

/** What the body of a failure says beside its code. */
export function detailsOf(failure: (Partial<ErrorBody> & ErrorDetails) | null | undefined): ErrorDetails {
  const problem = failure?.params?.problem;
  return {
    refusals: failure?.refusals,
    conflict: failure?.conflict,
    problem: typeof problem === 'string' ? problem : undefined,
  };
}

function parse(content: string): unknown {
  if (content === '') return undefined;
  try {
    return JSON.parse(content);
  } catch {
    return undefined; // a proxy's page, not an answer of the server; the status says enough
  }
}

/** Query text of the parameters that are set. */
export function query(parameters: Readonly<Record<string, string | number | null | undefined>>): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)]))}`;
}
