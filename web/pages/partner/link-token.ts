/** The token after the `#` of a link's address; `null` when there is none. It never goes to a server in an address. */
export function tokenOf(hash: string): string | null {
  const token = hash.replace(/^#/u, '').trim();
  return token === '' ? null : token;
}
