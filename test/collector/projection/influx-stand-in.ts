import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { InfluxSettings } from '../../../domain/settings.ts';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly lines: readonly string[];
}

/** An HTTP server that answers a write as a test says, and remembers what it was asked. */
export interface InfluxStandIn {
  readonly asked: Asked[];
  answer: (response: ServerResponse) => void;
  settings(overrides?: Partial<InfluxSettings>): InfluxSettings;
  /** connections that are open now */
  connections(): number;
  stop(): Promise<void>;
}

export const confirm = (response: ServerResponse) => void response.writeHead(204).end();

export async function startStandIn(): Promise<InfluxStandIn> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      standIn.asked.push({ path: request.url ?? '', headers: request.headers, lines: text.split('\n') });
      standIn.answer(response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: InfluxStandIn = {
    asked: [],
    answer: confirm,
    settings: (overrides = {}) => ({
      ...{ url, token: null, username: null, password: null, org: 'my org', bucket: 'a bucket' },
      ...{ writePath: null, retentionDays: {}, ...overrides },
    }),
    connections: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}
