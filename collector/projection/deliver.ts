import type { DueRow, RefusedLine } from './due.ts';
import { type LineWriter, WriteFailure } from './influx-writer.ts';

/** A line of a row. */
export interface Entry {
  readonly row: DueRow;
  readonly line: string;
}

export interface Delivery {
  readonly written: readonly Entry[];
  readonly refused: readonly RefusedLine[];
  /** what ended it early, and the entries that are still to be written then */
  readonly failure: WriteFailure | null;
  readonly left: readonly Entry[];
  /** so many lines were too large for one request; null: none were */
  readonly tooMany: number | null;
}

/** The server blames a line: it cannot be parsed, contradicts the field's kind, or was left out of what was written. */
const OF_A_LINE = [201, 400, 413, 422];
const TOO_LARGE = 413;

/**
 * Writes entries in order. Where the server blames a line, the entries are halved until the line is found, so that it
 * alone is refused; halves that had been written once are written again, which changes nothing.
 */
export async function deliver(entries: readonly Entry[], writer: LineWriter): Promise<Delivery> {
  const written: Entry[] = [];
  const refused: RefusedLine[] = [];
  let tooMany: number | null = null;
  const parts: (readonly Entry[])[] = [entries];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part.length === 0) continue;
    try {
      await writer.write(part.map(({ line }) => line));
      for (const entry of part) written.push(entry);
    } catch (error) {
      const failure = error instanceof WriteFailure ? error : new WriteFailure(null, String(error));
      const { status, message } = failure;
      if (status === null || !OF_A_LINE.includes(status)) {
        return { written, refused, failure, left: [part, ...parts.reverse()].flat(), tooMany };
      }
      if (status === TOO_LARGE) tooMany = part.length;
      const [only] = part;
      if (part.length === 1 && only) refused.push({ ...only, status, reason: message });
      else {
        const half = part.length >> 1;
        parts.push(part.slice(half), part.slice(0, half));
      }
    }
  }
  return { written, refused, failure: null, left: [], tooMany };
}
