import { formatKst } from '../../domain/kst-time.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { PortalOutcome, UsageAct } from '../../domain/wire/usage-log-api.ts';
import type { Secret } from '../secrets/secret.ts';
import { portalAddress } from './client-address.ts';
import type { UsageLogConfig } from './config.ts';

const ANSWER_BYTES_AT_MOST = 64 * 1_024;
const WORDS_AT_MOST = 200;

/** One log record as the portal takes it. */
export interface Entry {
  readonly at: EpochMs;
  readonly act: UsageAct | 'test';
  readonly user: string;
  readonly address: string;
  readonly bytes: number;
}

export interface Answer {
  readonly outcome: PortalOutcome;
  /** the portal's code, `HTTP_503`, or what failed on the way: `ECONNREFUSED`, `TIMEOUT`, `ANSWER_UNREADABLE` */
  readonly code: string;
  readonly words: string | null;
}

/** `YYYY-MM-DD HH:MM:SS.mmm` in KST, the 23 characters of `logDt`. */
export function portalTime(at: EpochMs): string {
  return formatKst(at).slice(0, 23).replace('T', ' ');
}

/** The door to the portal. Redirects are not followed: the key goes to the address of the settings and no other. */
export class Portal {
  readonly #config: UsageLogConfig;
  readonly #key: Secret;

  constructor(config: UsageLogConfig, key: Secret) {
    this.#config = config;
    this.#key = key;
  }

  /** Sends one entry and says what came of it; trouble on the way is the outcome `away`. Rejects only when aborted. */
  async send(entry: Entry, stopping: AbortSignal): Promise<Answer> {
    const { url, limits } = this.#config;
    const timeout = AbortSignal.timeout(limits.timeoutSeconds * SECOND_MS);
    try {
      const signal = AbortSignal.any([stopping, timeout]);
      const response = await fetch(url, { method: 'POST', ...this.#body(entry), redirect: 'manual', signal });
      return this.#read(response.status, await textOf(response));
    } catch (error) {
      stopping.throwIfAborted();
      return away(timeout.aborted ? 'TIMEOUT' : codeOf(error));
    }
  }

  #body(entry: Entry): { body: string; headers: Record<string, string> } {
    const { fields, form, acts, limits } = this.#config;
    const values = {
      [fields.key]: this.#key.reveal(),
      [fields.at]: portalTime(entry.at),
      [fields.act]: acts[entry.act],
      [fields.user]: [...entry.user].slice(0, limits.userLength).join(''),
      [fields.address]: portalAddress(entry.address, limits.addressLength),
    };
    const json = JSON.stringify({ ...values, [fields.bytes]: entry.bytes });
    if (form === 'json') return { body: json, headers: { 'content-type': 'application/json; charset=utf-8' } };
    const pairs = form === 'logData' ? { logData: json } : { ...values, [fields.bytes]: String(entry.bytes) };
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    return { body: new URLSearchParams(pairs).toString(), headers };
  }

  #read(status: number, text: string | null): Answer {
    const { answer, codes } = this.#config;
    const result = text === null ? null : parse(text)?.[answer.root];
    const { [answer.code]: code, [answer.words]: words } = (result ?? {}) as Record<string, unknown>;
    if (typeof code !== 'string' || !/^[\w-]{1,32}$/.test(code)) {
      return away(status === 200 ? 'ANSWER_UNREADABLE' : `HTTP_${status}`);
    }
    const known = Object.entries(codes).find(([, list]) => list.includes(code))?.[0] as PortalOutcome | undefined;
    const said = typeof words === 'string' ? this.#key.strike(words).slice(0, WORDS_AT_MOST) : null;
    return { outcome: known ?? 'unclear', code, words: said };
  }
}

function away(code: string): Answer {
  return { outcome: 'away', code, words: null };
}

/** A short code of what failed; never the error's text, which might hold what was sent. */
function codeOf(error: unknown): string {
  const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'NETWORK';
}

/** The body, or `null` when it is longer than any answer of the portal. */
async function textOf(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > ANSWER_BYTES_AT_MOST) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // a page of a proxy or of a portal that is down; the status says enough
  }
}
