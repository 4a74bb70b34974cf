import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FRAMES_FOLDER } from '../../domain/wire/ledger-tables.ts';
import type { VisitOwner } from '../accounts/authorization.ts';
import { smallJpeg } from '../files/small-jpeg.ts';
import type { Ledger } from './ledger.ts';

const CACHE_BYTES = 64 * 1024 * 1024;

/** A yard that took a photo, and whose truck it shows; `null`: it waits for its visit. */
export interface PhotoPlace {
  readonly yard: string;
  readonly visit: VisitOwner | null;
}

/** Photos by SHA-256: the original from disk, or a smaller copy kept in a bounded memory cache. */
export class PhotoStore {
  readonly #folder: string;
  readonly #ledger: Ledger;
  /** keyed by `sha256@width`, least recently used first */
  readonly #smaller = new Map<string, Buffer>();
  readonly #making = new Map<string, Promise<Buffer>>();
  #cachedBytes = 0;

  constructor(dataDir: string, ledger: Ledger) {
    this.#folder = join(dataDir, FRAMES_FOLDER);
    this.#ledger = ledger;
  }

  /** Where this very photo was taken, and the visit that it belongs to there; empty when it was nowhere. */
  placesOf(sha256: string): PhotoPlace[] {
    const sql = `SELECT DISTINCT e.yard, v.id AS visit, v.direction, v.partner
      FROM event e LEFT JOIN standing s ON s.event = e.seq LEFT JOIN visit v ON v.id = s.visit
      WHERE e.sha256 = ? AND e.kind = 'frame'`;
    type Row = VisitOwner & { readonly visit: string | null };
    const rows = this.#ledger.read((database) => database.rows<Row>(sql, sha256), []);
    return rows.map(({ yard, visit, direction, partner }) => ({
      yard,
      visit: visit === null ? null : { yard, direction, partner },
    }));
  }

  /** The photo as it came, or `null` when retention has removed it. */
  async original(sha256: string): Promise<{ stream: ReadStream; bytes: number } | null> {
    const path = this.#path(sha256);
    const found = await stat(path).catch(() => null);
    return found ? { stream: createReadStream(path), bytes: found.size } : null;
  }

  /**
   * The photo at most `width` pixels wide, upright, never enlarged, without its metadata; `null` when it is gone.
   * Requests for the same size at the same time share one piece of work.
   */
  async resized(sha256: string, width: number): Promise<Buffer | null> {
    if (!(await stat(this.#path(sha256)).catch(() => null))) return null;
    const key = `${sha256}@${width}`;
    const cached = this.#smaller.get(key);
    if (cached) {
      this.#smaller.delete(key);
      this.#smaller.set(key, cached);
      return cached;
    }
    const making = this.#making.get(key) ?? this.#make(key, sha256, width);
    return making;
  }

  #make(key: string, sha256: string, width: number): Promise<Buffer> {
    const made = smallJpeg(this.#path(sha256), width)
      .then((jpeg) => {
        this.#keep(key, jpeg);
        return jpeg;
      })
      .finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    return made;
  }

  #keep(key: string, jpeg: Buffer): void {
    this.#smaller.set(key, jpeg);
    this.#cachedBytes += jpeg.byteLength;
    for (const [oldest, bytes] of this.#smaller) {
      if (this.#cachedBytes <= CACHE_BYTES) break;
      this.#smaller.delete(oldest);
      this.#cachedBytes -= bytes.byteLength;
    }
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), `${sha256}.jpg`);
  }
}
