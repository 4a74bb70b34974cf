import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FRAMES_FOLDER } from '../../domain/wire/ledger-tables.ts';

/** Photos on disk, named by the SHA-256 of their bytes: the same photo is kept once. */
export class PhotoStore {
  readonly #folder: string;
  /** keyed by sha256: one photo may come from two cameras at once */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, FRAMES_FOLDER);
  }

  /** Where a photo lies. */
  pathOf(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), `${sha256}.jpg`);
  }

  /** Puts a photo on disk; when this resolves, file and name survive a power cut. */
  put(sha256: string, bytes: Uint8Array): Promise<void> {
    const begun = this.#underWay.get(sha256);
    if (begun) return begun;
    const writing = this.#write(sha256, bytes).finally(() => this.#underWay.delete(sha256));
    this.#underWay.set(sha256, writing);
    return writing;
  }

  async #write(sha256: string, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(sha256);
    const there = await stat(path).catch(() => null);
    if (there?.size === bytes.length) return;
    const made = await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.part`;
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    // a folder that is new has a name to lose as well
    if (made) for (const folder of [this.#folder, dirname(made)]) await syncFolder(folder);
  }

  /** Deletes a photo; one that is gone already is no error. */
  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  /** Deletes half-written photos that a crash left behind. */
  async sweep(): Promise<void> {
    const entries = await readdir(this.#folder, { recursive: true }).catch(() => [] as string[]);
    await Promise.all(
      entries.filter((name) => name.endsWith('.part')).map((name) => rm(join(this.#folder, name), { force: true })),
    );
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
