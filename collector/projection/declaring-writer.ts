import type { InfluxSettings } from '../../domain/settings.ts';
import { SECOND_MS } from '../../domain/units.ts';
import { MEASUREMENTS, POINT_KINDS } from '../../domain/wire/measurements.ts';
import { type LineWriter, WriteFailure } from './influx-writer.ts';

const WITHIN_MS = 30 * SECOND_MS;
/** done, or there already; then: no such request, so it is no InfluxDB 3; then: the token may only write */
const FINE = [200, 201, 204, 409];
const NOT_VERSION_3 = [404, 405];
const NOT_ALLOWED = [401, 403];

/**
 * A writer that declares every measurement's tags before the first line. InfluxDB 3 Core fixes a table's tags with its
 * first line and refuses every later line that has another one (influxdata/influxdb, pull request 25596), and tags
 * without a value are left out of ours: without this the first truck of a partner would be refused where the trucks
 * before had none. The other versions know no such request, and need none.
 */
export class DeclaringWriter implements LineWriter {
  readonly #settings: InfluxSettings;
  readonly #inner: LineWriter;
  readonly #stopped = new AbortController();
  #isDeclared: boolean;

  constructor(settings: InfluxSettings, inner: LineWriter) {
    this.#settings = settings;
    this.#inner = inner;
    // a 1.x server is told by its write path
    this.#isDeclared = settings.writePath !== null;
  }

  async write(lines: readonly string[]): Promise<void> {
    if (!this.#isDeclared) await this.#declare();
    this.#isDeclared = true;
    await this.#inner.write(lines);
  }

  stop(): void {
    this.#stopped.abort();
    this.#inner.stop();
  }

  async #declare(): Promise<void> {
    const db = this.#settings.bucket;
    if (!(await this.#post('/api/v3/configure/database', { db }))) return;
    for (const table of POINT_KINDS) {
      const { tags } = MEASUREMENTS[table];
      if (!(await this.#post('/api/v3/configure/table', { db, table, tags, fields: [] }))) return;
    }
  }

  /** @returns false where the server has nothing to declare, or does not let this token do it */
  async #post(path: string, body: object): Promise<boolean> {
    const { url, token } = this.#settings;
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([AbortSignal.timeout(WITHIN_MS), this.#stopped.signal]),
      });
      await response.arrayBuffer();
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new WriteFailure(null, cause instanceof Error ? cause.message : String(cause));
    }
    if (FINE.includes(response.status)) return true;
    if ([...NOT_VERSION_3, ...NOT_ALLOWED].includes(response.status)) return false;
    // 500, not the status itself: nothing here is the fault of a line
    throw new WriteFailure(500, `${path} answered ${response.status}`);
  }
}
