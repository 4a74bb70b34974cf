import { readFileSync } from 'node:fs';
import { Secret } from './secret.ts';

/**
 * The one secret that a file holds, without the line feed at its end; `null` when it cannot be read or holds none.
 * What the file holds instead is never told.
 */
export function secretOfFile(path: string): Secret | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return /^[^\r\n]{1,500}$/.test(text) ? new Secret(text) : null;
  } catch {
    // whoever asked names the setting; why the system could not read it may name other files
    return null;
  }
}
