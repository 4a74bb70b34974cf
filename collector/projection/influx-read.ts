import type { InfluxSettings } from '../../domain/settings.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import { deletePredicate, deleteText } from '../../domain/wire/influxql.ts';
import { type AnsweredSeries, seriesOf } from '../../domain/wire/influxql-answer.ts';
import type { Measurement } from '../../domain/wire/measurements.ts';

const WITHIN_MS = 30 * SECOND_MS;
/** NoSuchRoute, wrong method, or switched off: the server has no such request */
const NOT_THERE = [404, 405, 501];

/** Why there is no answer: nobody answered, the server refused with a status, or it refused the statement itself. */
export interface InfluxFailure {
  readonly kind: 'unreachable' | 'refused' | 'statement';
  /** null: no answer came at all */
  readonly status: number | null;
  readonly message: string;
}

export type Answered = { readonly series: AnsweredSeries[] } | { readonly failure: InfluxFailure };

/** Reads InfluxDB by InfluxQL on /query, which 1.x, 2.x and 3 Core all have. Failures are values, never thrown. */
export class InfluxReader {
  readonly #settings: InfluxSettings;
  readonly #withinMs: number;
  readonly #stopped = new AbortController();

  constructor(settings: InfluxSettings, withinMs = WITHIN_MS) {
    this.#settings = settings;
    this.#withinMs = withinMs;
  }

  /** The series that a SELECT of `domain/wire/influxql.ts` answers. */
  ask(select: string): Promise<Answered> {
    return this.#query('GET', select);
  }

  /**
   * Deletes a measurement's points before an instant: 2.x by its own request, 1.x by InfluxQL. 3 Core has neither.
   * @returns null: they are gone; otherwise why not
   */
  async deleteBefore(measurement: Measurement, before: EpochMs): Promise<InfluxFailure | null> {
    const { org, bucket, writePath } = this.#settings;
    if (writePath === null) {
      const body = {
        start: '1677-09-21T00:12:44Z',
        stop: new Date(before).toISOString(),
        predicate: deletePredicate(measurement),
      };
      const answer = await this.#request('POST', `/api/v2/delete?${new URLSearchParams({ org, bucket })}`, body);
      if ('body' in answer) return null;
      // 1.8 takes /api/v2/write but not this
      if (!NOT_THERE.includes(answer.failure.status ?? 0)) return answer.failure;
    }
    const answer = await this.#query('POST', deleteText(measurement, { to: before }));
    return 'failure' in answer ? answer.failure : null;
  }

  /** Gives up the request under way, and every later one. */
  stop(): void {
    this.#stopped.abort();
  }

  async #query(method: string, statement: string): Promise<Answered> {
    const search = new URLSearchParams({ db: this.#settings.bucket, q: statement });
    const answer = await this.#request(method, `/query?${search}`);
    if ('failure' in answer) return answer;
    const read = seriesOf(answer.body);
    if ('series' in read) return read;
    return { failure: { kind: 'statement', status: 200, message: read.error } };
  }

  async #request(
    method: string,
    path: string,
    json?: object,
  ): Promise<{ readonly body: unknown } | { readonly failure: InfluxFailure }> {
    try {
      const response = await fetch(`${this.#settings.url}${path}`, {
        method,
        headers: { ...authorization(this.#settings), ...(json && { 'content-type': 'application/json' }) },
        ...(json && { body: JSON.stringify(json) }),
        signal: AbortSignal.any([AbortSignal.timeout(this.#withinMs), this.#stopped.signal]),
      });
      const text = await response.text();
      if (response.ok) return { body: text === '' ? null : parsed(text) };
      return { failure: { kind: 'refused', status: response.status, message: text.slice(0, 500) } };
    } catch (error) {
      return { failure: { kind: 'unreachable', status: null, message: reasonOf(error) } };
    }
  }
}

function authorization({ token, username, password }: InfluxSettings): Record<string, string> {
  if (token !== null) return { authorization: `Token ${token}` };
  if (username === null) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
}

/** A text that is no JSON is handed on as it is: `seriesOf` says what is wrong with it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** fetch says only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
}
