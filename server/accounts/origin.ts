/**
 * True when a request comes from our own pages: browsers state `Origin` on unsafe requests and on sockets, and its host
 * must be the host that was asked. A request without one is no browser's, and carries no cookie by accident.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  const parsed = URL.canParse(origin) ? new URL(origin) : null;
  return parsed !== null && host !== undefined && parsed.host === host.toLowerCase();
}
