import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from '../../fixtures/localhost-certificate.ts';

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isEncrypted: boolean;
  /** the whole message */
  readonly source: string;
}

export interface MailCatcher {
  readonly port: number;
  readonly caught: readonly CaughtMail[];
}

/** How a server behaves: the answer to an addressee and to the message, or taken. */
export interface Manners {
  readonly options?: SMTPServerOptions;
  readonly password?: string;
  readonly refuse?: (to: string) => { readonly code: number; readonly words: string } | null;
  readonly refuseBody?: () => { readonly code: number; readonly words: string } | null;
  /** true: it keeps the message and never says so */
  readonly isMute?: () => boolean;
}

const refusal = ({ code, words }: { code: number; words: string }) =>
  Object.assign(new Error(words), { responseCode: code });

/** A mail server in this process that keeps what it gets; it offers STARTTLS unless told otherwise. */
export async function catchMail({
  options = {},
  password,
  refuse,
  refuseBody,
  isMute,
}: Manners = {}): Promise<MailCatcher> {
  const caught: CaughtMail[] = [];
  const server = new SMTPServer({
    ...{ key: LOCALHOST_KEY, cert: LOCALHOST_CERTIFICATE, authOptional: password === undefined, closeTimeout: 1 },
    onAuth: ({ username, password: given }, _session, done) => {
      if (given === password) done(null, { user: username ?? '' });
      else done(refusal({ code: 535, words: `no such login: ${given}` }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const refused = refuse?.(address) ?? null;
      done(refused === null ? null : refusal(refused));
    },
    onData: (stream, { envelope, user, secure }, done) => {
      let source = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        source += chunk;
      });
      stream.on('end', () => {
        const refused = refuseBody?.() ?? null;
        if (refused !== null) return done(refusal(refused));
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        caught.push({ from, to: envelope.rcptTo.map(({ address }) => address), user, isEncrypted: secure, source });
        return isMute?.() ? undefined : done(null, 'kept as 1');
      });
    },
    ...options,
  });
  // a client that breaks off is part of the tests
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, caught };
}

/** A server that takes connections and says `words`, or nothing at all. */
export async function silentServer(words = ''): Promise<number> {
  const open = new Set<{ destroy(): void }>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    if (words !== '') socket.write(words);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
