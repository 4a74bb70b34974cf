import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';
import type { Attachment } from '../../domain/wire/programme-api.ts';
import { ContentFiles } from '../files/content-files.ts';
import { fileTypeOf } from '../files/file-type.ts';

export const DOCUMENTS_FOLDER = 'documents';

/** Documents of grant projects, named by the SHA-256 of their bytes. */
export class DocumentFiles {
  readonly #files: ContentFiles;

  constructor(dataDir: string) {
    this.#files = new ContentFiles(join(dataDir, DOCUMENTS_FOLDER));
  }

  /**
   * Stores bytes and says under which digest; they are on disk when this resolves.
   * @throws DomainError `FILE_TYPE_REFUSED` unless they are a PDF, a JPEG or a PNG by what is in them
   */
  async put(bytes: Buffer): Promise<Pick<Attachment, 'digest' | 'type' | 'bytes'>> {
    const kind = fileTypeOf(bytes);
    if ('found' in kind) throw new DomainError('FILE_TYPE_REFUSED', { found: kind.found, expected: 'PDF, JPEG, PNG' });
    const digest = createHash('sha256').update(bytes).digest('hex');
    await this.#files.put(digest, bytes);
    return { digest, type: kind.type, bytes: bytes.length };
  }

  /** The bytes of a digest; `null` when the file is not there. */
  async read(digest: string): Promise<{ readonly stream: Readable; readonly bytes: number } | null> {
    return await this.#files.read(digest);
  }
}
