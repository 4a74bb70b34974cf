import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The built pages. Vite puts a hash of the content into names below /assets/, so those may be kept for ever. */
export async function staticWeb(app: FastifyInstance, { webDir }: { webDir: string }): Promise<void> {
  const root = resolve(webDir);
  if (!existsSync(root)) {
    app.log.warn({ webDir }, 'no pages are built there; only the API is served');
    return;
  }
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(`${root}/assets/`);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
