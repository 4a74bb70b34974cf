import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';
import type { EvidenceTaken } from '../../domain/wire/slips-api.ts';
import { ContentFiles } from '../files/content-files.ts';
import { smallJpeg } from '../files/small-jpeg.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { cleanPhoto } from './clean-photo.ts';
import { openEvidenceFile } from './evidence-file.ts';

export const EVIDENCE_FOLDER = 'evidence';
/** A dispute is settled by a few photos; more than these only fill the disk. */
const MOST_PER_PARTY = 40;

/** Who hands a photo in: a partner, or somebody of the yard. */
export interface Uploader {
  readonly yard: string;
  /** `null`: somebody of the yard */
  readonly partner: string | null;
  readonly by: string;
}

export interface Upload extends Uploader {
  readonly visit: string;
  readonly type: string;
}

/** Photos that a party hands in for a dispute, named by the SHA-256 of their bytes as they are kept. */
export class Evidence {
  readonly #database: Sqlite;
  readonly #files: ContentFiles;

  constructor(dataDir: string) {
    this.#database = openEvidenceFile(dataDir);
    this.#files = new ContentFiles(join(dataDir, EVIDENCE_FOLDER));
  }

  /**
   * Keeps a photo for a visit; it is on disk when this resolves.
   * @throws DomainError as `cleanPhoto` says; `NOT_TAKEN` with `EVIDENCE_TOO_MUCH` once a party has handed in its fill
   */
  async take(visit: string, sent: Buffer, { yard, partner, by }: Uploader): Promise<EvidenceTaken> {
    if (this.#countOf(visit, partner) >= MOST_PER_PARTY) {
      throw new DomainError('NOT_TAKEN', { problem: 'EVIDENCE_TOO_MUCH', limit: MOST_PER_PARTY });
    }
    const { sha256, type, bytes } = await cleanPhoto(sent);
    await this.#files.put(sha256, bytes);
    const isNoted = this.uploadsOf(sha256).some(
      (one) => one.visit === visit && one.yard === yard && one.partner === partner && one.by === by,
    );
    if (!isNoted) {
      this.#database.run(
        'INSERT INTO upload (sha256, visit, yard, partner, by, type, bytes, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[sha256, visit, yard, partner, by, type, bytes.length, Date.now()],
      );
    }
    return { sha256, bytes: bytes.length };
  }

  /** True when the same party has handed the photo in for the visit: only such a photo may be named in a step. */
  isHandedIn(sha256: string, visit: string, { yard, partner }: Uploader): boolean {
    const sql = 'SELECT 1 AS there FROM upload WHERE sha256 = ? AND visit = ? AND yard = ? AND partner IS ?';
    return this.#database.row(sql, sha256, visit, yard, partner) !== undefined;
  }

  /** Every time the photo was handed in. */
  uploadsOf(sha256: string): Upload[] {
    return this.#database.rows<Upload>('SELECT visit, yard, partner, by, type FROM upload WHERE sha256 = ?', sha256);
  }

  /** The photo's bytes; `null` when the file is gone. */
  async read(sha256: string): Promise<{ readonly stream: Readable; readonly bytes: number } | null> {
    return await this.#files.read(sha256);
  }

  /** The photo as a JPEG at most `width` pixels wide; `null` when the file is gone. */
  async smaller(sha256: string, width: number): Promise<Buffer | null> {
    const bytes = await this.#files.bytes(sha256);
    return bytes && (await smallJpeg(bytes, width));
  }

  close(): void {
    this.#database.close();
  }

  #countOf(visit: string, partner: string | null): number {
    const sql = 'SELECT count(*) AS photos FROM upload WHERE visit = ? AND partner IS ?';
    return this.#database.row<{ photos: number }>(sql, visit, partner)?.photos ?? 0;
  }
}
