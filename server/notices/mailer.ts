import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { SECOND_MS } from '../../domain/units.ts';
import type { MailServer } from './notice-config.ts';

/** The only door to the mail library (Nodemailer: plain JavaScript without dependencies). */

const SILENCE_MS = 30 * SECOND_MS;
const WHOLE_MS = 120 * SECOND_MS;
/** Permanent refusals of the addressee or of the mail itself (RFC 5321 4.2.1); a login may be put right. */
const REFUSALS = ['EENVELOPE', 'EMESSAGE'];

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** the same at every try, so that a mail program shows a letter that came twice once */
  readonly messageId: string;
  readonly attachment: { readonly file: string; readonly type: string; readonly content: Buffer };
}

export interface Posted {
  readonly state: 'taken' | 'failed' | 'refused';
  /** the server's answer, or what went wrong */
  readonly answer: string;
}

interface Options {
  readonly server: MailServer;
  /** certificates to trust beside the system's */
  readonly ca?: string | undefined;
  readonly silenceMs?: number | undefined;
  readonly wholeMs?: number | undefined;
}

/**
 * Hands a letter to the mail server. Encryption is demanded unless the settings say otherwise, the certificate is checked,
 * and a server that goes silent for 30 s or takes two minutes in all has failed.
 */
export class Mailer {
  readonly #options: Options;
  readonly #open = new Set<Socket>();
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Never rejects. */
  async send({ to, subject, text, messageId, attachment }: Letter): Promise<Posted> {
    const { server, ca, silenceMs = SILENCE_MS, wholeMs = WHOLE_MS } = this.#options;
    const { host, port, tls, user, password, from } = server;
    let socket: Socket | null = null;
    const transport = createTransport({
      ...{ host, port, secure: tls === 'tls', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' },
      ...(user === null || password === null ? {} : { auth: { user, pass: password.reveal() } }),
      ...{ connectionTimeout: silenceMs, greetingTimeout: silenceMs, socketTimeout: silenceMs },
      ...(ca === undefined ? {} : { tls: { ca } }),
      ...{ disableFileAccess: true, disableUrlAccess: true },
      getSocket: (_, done) => {
        socket = this.#connect(host, port, silenceMs, done as Done);
      },
    });
    const end = setTimeout(() => socket?.destroy(new Error('took too long')), wholeMs);
    try {
      const { response } = await transport.sendMail({
        ...{ from, to, subject, text, messageId },
        attachments: [{ filename: attachment.file, contentType: attachment.type, content: attachment.content }],
      });
      return { state: 'taken', answer: this.#told(response) };
    } catch (error) {
      const { code = '', responseCode = 0, message } = error as Error & { code?: string; responseCode?: number };
      const isRefused = REFUSALS.includes(code) && responseCode >= 500;
      return { state: isRefused ? 'refused' : 'failed', answer: this.#told(message) };
    } finally {
      clearTimeout(end);
      transport.close();
      (socket as Socket | null)?.destroy();
    }
  }

  /** Breaks off what is under way. */
  stop(): void {
    this.#isStopped = true;
    for (const socket of this.#open) socket.destroy(new Error('stopping'));
  }

  /** A connection of our own, so that it can be broken off at any moment. */
  #connect(host: string, port: number, silenceMs: number, done: Done): Socket {
    const socket = connect({ host, port });
    this.#open.add(socket);
    const wait = setTimeout(() => socket.destroy(new Error('no connection in time')), silenceMs);
    const failed = (error: Error) => done(error);
    // while TLS is begun the library does not listen, and an error that nobody hears would end the process
    socket.on('error', () => undefined);
    socket.once('error', failed);
    socket.once('connect', () => {
      clearTimeout(wait);
      socket.off('error', failed);
      done(null, { connection: socket });
    });
    socket.once('close', () => {
      clearTimeout(wait);
      this.#open.delete(socket);
    });
    if (this.#isStopped) socket.destroy(new Error('stopping'));
    return socket;
  }

  /** Without the password, should the server have sent it back. */
  #told(words: string): string {
    const { password } = this.#options.server;
    const line = words.replaceAll(/\s+/g, ' ').trim();
    return password === null ? line : password.strike(line);
  }
}

type Done = (error: Error | null, options?: { connection: Socket }) => void;
