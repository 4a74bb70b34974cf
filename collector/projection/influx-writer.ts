import { type HttpError, InfluxDB, type Transport, type WriteApi } from '@influxdata/influxdb-client';
import type { InfluxSettings } from '../../domain/settings.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';

/** Why lines are not written: InfluxDB's answer, or that there was none. */
export class WriteFailure extends Error {
  override readonly name = 'WriteFailure';
  /** HTTP status of the answer; null: there was none */
  readonly status: number | null;
  /** the instant before which the server does not want to be asked again; null: it named none */
  readonly retryAt: EpochMs | null;

  constructor(status: number | null, message: string, retryAt: EpochMs | null = null) {
    super(message);
    this.status = status;
    this.retryAt = retryAt;
  }
}

export interface LineWriter {
  /**
   * Writes lines in one request; when it returns, InfluxDB has confirmed every one of them.
   * @throws WriteFailure where it has not.
   */
  write(lines: readonly string[]): Promise<void>;
  /** Gives up the request under way. */
  stop(): void;
}

/** Longer than InfluxDB's own limits for a write; a server that has not answered by then hangs. */
const ANSWER_WITHIN_MS = 30 * SECOND_MS;
const GZIP_FROM_BYTES = 1_000;
const MOST_REASON = 500;
const PARTLY = 201;

interface Sending {
  /** what an answer said that the client takes for a success and that is none */
  partly: string | null;
  limit: AbortSignal | null;
}

/**
 * The door to @influxdata/influxdb-client. Its buffers, timers and retries are off: a write is one request, awaited,
 * with a time limit of its own that closes the connection.
 */
export class InfluxWriter implements LineWriter {
  readonly #api: WriteApi;
  readonly #now: () => EpochMs;
  readonly #stopped = new AbortController();
  /** the write that is being sent */
  #sending: Sending = { partly: null, limit: null };

  constructor(settings: InfluxSettings, { answerWithinMs = ANSWER_WITHIN_MS, now = Date.now } = {}) {
    this.#now = now;
    const { url, token, username, password } = settings;
    // 1.x takes a user and a password as Basic everywhere, as a token only from 1.8 on
    const basic = `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`;
    const client = new InfluxDB({
      url,
      timeout: answerWithinMs,
      ...(token === null ? {} : { token }),
      ...(token === null && username !== null ? { headers: { authorization: basic } } : {}),
    });
    const transport: Transport = {
      send: (path, body, options, callbacks) => {
        const sending = this.#sending;
        sending.limit = AbortSignal.timeout(answerWithinMs);
        const signal = AbortSignal.any([sending.limit, this.#stopped.signal]);
        client.transport.send(
          path,
          body,
          { ...options, signal },
          {
            ...callbacks,
            responseStarted: (headers, status) => {
              // InfluxDB 3 writes what it can and says so with 201, which the client takes for a confirmation
              if (status === PARTLY)
                sending.partly = String(headers['x-influxdb-error'] ?? 'some lines were not written');
              callbacks?.responseStarted?.(headers, status);
            },
          },
        );
      },
      request: (path, body, options) => client.transport.request(path, body, options),
      iterate: (path, body, options) => client.transport.iterate(path, body, options),
      chunkCombiner: client.transport.chunkCombiner,
    };
    this.#api = new InfluxDB({ url, transport }).getWriteApi(settings.org, settings.bucket, 'ns', {
      // never reached: what goes out by itself at these sizes is not awaited by flush()
      batchSize: 1_000_000,
      maxBatchBytes: Number.MAX_SAFE_INTEGER,
      maxBufferLines: 1_000_000,
      flushInterval: 0,
      maxRetries: 0,
      gzipThreshold: GZIP_FROM_BYTES,
      writeFailed: (error) => Promise.reject(error),
    });
    if (settings.writePath !== null) this.#api.path = inNanoseconds(settings.writePath);
  }

  async write(lines: readonly string[]): Promise<void> {
    const sending: Sending = { partly: null, limit: null };
    // from here to the client's send nothing is awaited, so writes at the same time do not mix
    this.#sending = sending;
    this.#api.writeRecords([...lines]);
    try {
      await this.#api.flush();
    } catch (error) {
      if (sending.limit?.aborted) throw new WriteFailure(null, 'no answer in time');
      throw this.#failureOf(error as Error);
    }
    if (sending.partly !== null) throw new WriteFailure(PARTLY, sending.partly);
  }

  stop(): void {
    this.#stopped.abort();
  }

  #failureOf(error: Error): WriteFailure {
    if (!isHttpError(error)) return new WriteFailure(null, reasonOf(error));
    const after = error.headers?.['retry-after'];
    const retryAt = retryAtOf(after === undefined ? null : String(after), this.#now());
    return new WriteFailure(error.statusCode, reasonOf(error).slice(0, MOST_REASON), retryAt);
  }
}

const isHttpError = (error: Error): error is HttpError => 'statusCode' in error;

/** What the server said, or what became of the connection to it. */
function reasonOf(error: Error): string {
  const { json, body } = error as Partial<HttpError>;
  const said: unknown = (json as { error?: unknown; message?: unknown } | undefined)?.error ?? error.message;
  if (typeof said === 'string' && said !== '') return said;
  return body || (error as NodeJS.ErrnoException).code || error.name;
}

/** The instant that a Retry-After header names, in seconds or as an HTTP date (RFC 9110, 10.2.3); null: none. */
function retryAtOf(header: string | null, now: EpochMs): EpochMs | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return now + Number(header) * SECOND_MS;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : at;
}

/** A write path without a precision, whose default is nanoseconds everywhere. */
function inNanoseconds(path: string): string {
  const [name = '', query = ''] = path.split('?', 2);
  const kept = new URLSearchParams(query);
  kept.delete('precision');
  return kept.size === 0 ? name : `${name}?${kept}`;
}
