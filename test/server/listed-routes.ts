import type { FastifyInstance } from 'fastify';

export interface ListedRoute {
  readonly method: string;
  /** pattern of the address, `/api/visits/:id` */
  readonly path: string;
  /** an address of the pattern, `/api/visits/x` */
  readonly url: string;
}

/** The routes as the server lists them itself, so that a new one cannot be forgotten; without HEAD and OPTIONS. */
export async function listedRoutes(http: FastifyInstance): Promise<ListedRoute[]> {
  await http.ready();
  const routes: ListedRoute[] = [];
  const parents: string[] = [];
  for (const line of http.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) continue;
    parents.length = (match[1] ?? '').length / 4;
    parents.push(match[2] ?? '');
    const path = parents.join('');
    const url = path.replaceAll(/:\w+/g, 'x').replace('*', 'x');
    for (const method of match[3]?.split(', ') ?? []) {
      if (method !== 'HEAD' && method !== 'OPTIONS') routes.push({ method, path, url });
    }
  }
  return routes;
}
