import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a file into a folder, whole or not at all: under another name first, and on disk before it gets its own. A second
 * time it takes the place of the first.
 */
export async function putInFolder(folder: string, file: string, content: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${file}.part`);
  const handle = await open(part, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, join(folder, file));
}
