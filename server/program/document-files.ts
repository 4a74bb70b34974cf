import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';
import type { Attachment } from '../../domain/wire/programme-api.ts';
import { fileTypeOf } from './file-type.ts';

export const DOCUMENTS_FOLDER = 'documents';

/** Documents of grant projects, named by the SHA-256 of their bytes; a file that is there is never written again. */
export class DocumentFiles {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, DOCUMENTS_FOLDER);
  }

  /**
   * Stores bytes and says under which digest; they are on disk when this resolves.
   * @throws DomainError `FILE_TYPE_REFUSED` unless they are a PDF, a JPEG or a PNG by what is in them
   */
  async put(bytes: Buffer): Promise<Pick<Attachment, 'digest' | 'type' | 'bytes'>> {
    const kind = fileTypeOf(bytes);
    if ('found' in kind) throw new DomainError('FILE_TYPE_REFUSED', { found: kind.found, expected: 'PDF, JPEG, PNG' });
    const digest = createHash('sha256').update(bytes).digest('hex');
    const path = this.#pathOf(digest);
    if (!(await isThere(path, bytes.length))) await this.#write(path, bytes);
    return { digest, type: kind.type, bytes: bytes.length };
  }

  /** The bytes of a digest; `null` when the file is not there. */
  async read(digest: string): Promise<{ readonly stream: Readable; readonly bytes: number } | null> {
    const path = this.#pathOf(digest);
    const found = await stat(path).catch(() => null);
    return found && { stream: createReadStream(path), bytes: found.size };
  }

  /** Under another name first, so that a file of a digest is always whole. */
  async #write(path: string, bytes: Buffer): Promise<void> {
    await mkdir(join(path, '..'), { recursive: true });
    const written = `${path}.${randomUUID()}.part`;
    const file = await open(written, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
      await file.close();
      await rename(written, path);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(written, { force: true });
      throw error;
    }
  }

  #pathOf(digest: string): string {
    return join(this.#folder, digest.slice(0, 2), digest);
  }
}

async function isThere(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.size === size;
}
