import type { UsageAct } from '../../domain/wire/usage-log-api.ts';

const SESSION_ROUTE = '/api/session';

/**
 * Reads that are no view of their own: a page asks them beside what it shows, or the screen's frame does so by itself.
 * Tests and pages of documentation use nothing of the yard.
 */
const NO_VIEWS = new Set(['/api/health', SESSION_ROUTE, '/api/alerts', '/api/frames/:sha256', '/api/evidence/:sha256']);
const NO_USE = ['/api/docs', '/api/usage-log/test'];

/**
 * What a request was that was answered well, or `null` when it was no act. `route` is the pattern of the address, so
 * what is not known here has an act too: 201 created something, DELETE removed, every other write changed.
 */
export function actOf(method: string, route: string, status: number): UsageAct | null {
  const isGood = (status >= 200 && status < 300) || status === 304;
  if (!isGood || !route.startsWith('/api/') || NO_USE.some((path) => route.startsWith(path))) return null;
  switch (method) {
    case 'GET':
      return NO_VIEWS.has(route) ? null : 'view';
    case 'POST':
      if (route === SESSION_ROUTE) return 'login';
      return status === 201 ? 'create' : 'change';
    case 'PUT':
    case 'PATCH':
      return status === 201 ? 'create' : 'change';
    case 'DELETE':
      return route === SESSION_ROUTE ? 'logout' : 'delete';
    default:
      return null;
  }
}
