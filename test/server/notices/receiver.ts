import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface HeardPost {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly heard: HeardPost[];
  /** how it answers; taken with 204 at first */
  answer: (post: HeardPost, response: ServerResponse) => void;
}

/** A receiver of webhooks in this process. */
export async function receive(): Promise<Receiver> {
  const receiver: { -readonly [K in keyof Receiver]: Receiver[K] } = {
    url: '',
    heard: [],
    answer: (_, response) => void response.writeHead(204).end(),
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const post = { path: request.url, headers: request.headers, body };
      receiver.heard.push(post);
      receiver.answer(post, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=in-the-address`;
  return receiver;
}
