/** As the server takes them; it looks into the file itself, this only saves a person the upload. */
const TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
const MOST_BYTES = 20_000_000;

/** What to accept in a file choice. */
export const ACCEPTED = TYPES.join(',');

/** Why a file cannot be attached; `null` when it may be tried. */
export function fileProblem(file: { type: string; size: number } | undefined): string | null {
  if (file === undefined) return 'FILE_MISSING';
  if (!TYPES.includes(file.type)) return 'FILE_TYPE';
  return file.size > MOST_BYTES ? 'FILE_SIZE' : null;
}
