import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/**
 * A folder of files named by the SHA-256 of their bytes, below the first two of its digits; a file that is there is
 * never written again. Whoever stores says what the digest is: it is checked nowhere here.
 */
export class ContentFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Stores bytes under their digest; they are on disk when this resolves. */
  async put(digest: string, bytes: Buffer): Promise<void> {
    const path = this.#pathOf(digest);
    if (!(await isThere(path, bytes.length))) await this.#write(path, bytes);
  }

  /** The bytes of a digest as a stream; `null` when the file is not there. */
  async read(digest: string): Promise<{ readonly stream: Readable; readonly bytes: number } | null> {
    const path = this.#pathOf(digest);
    const found = await stat(path).catch(() => null);
    return found && { stream: createReadStream(path), bytes: found.size };
  }

  /** The bytes of a digest; `null` when the file is not there. */
  async bytes(digest: string): Promise<Buffer | null> {
    return await readFile(this.#pathOf(digest)).catch(() => null);
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
