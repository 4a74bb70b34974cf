/** The mail server that reports leave by. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls`: encryption is demanded after the greeting; `tls`: from the first byte; `none`: only where it is allowed */
  readonly tls: SmtpTls;
  readonly user: string | null;
  readonly password: string | null;
  /** file that holds the password and nothing else */
  readonly passwordFile: string | null;
  /** sender, `name <address>` or an address alone */
  readonly from: string;
}

export const SMTP_TLS = ['starttls', 'tls', 'none'] as const;
export type SmtpTls = (typeof SMTP_TLS)[number];

/** RFC 6409 submission, RFC 8314 implicit TLS, RFC 5321 relay. */
const PORTS: Readonly<Record<SmtpTls, number>> = { starttls: 587, tls: 465, none: 25 };

/** Addresses are checked for what would break a mail, not for whether they exist. */
export const MAIL_ADDRESS = /^[^\s@<>"',;:()[\]\\]{1,64}@[^\s@<>"',;:()[\]\\]{1,190}$/;
const SENDER = /^(?:[^<>\r\n"]*<([^<>]+)>|([^<>]+))$/;
const URL_FORM = /^(smtps?):\/\/(?:([^:@/\s]+):([^@/\s]*)@)?([^:@/\s[\]]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i;
const THIS_MACHINE = ['localhost', '127.0.0.1', '::1'];

interface Reader {
  /** the variable's text; an empty one counts as not set */
  readonly text: (name: string) => string | null;
  readonly integer: (name: string, fallback: number, min: number, max: number) => number;
  readonly reject: (variable: string, expected: string) => never;
}

/**
 * Reads the settings of the mail server: `SMTP_URL`, or `SMTP_HOST` and its companions; `null` without either.
 * A password never travels openly to another machine.
 */
export function parseSmtp({ text, integer, reject }: Reader): SmtpSettings | null {
  const url = text('SMTP_URL');
  const host = text('SMTP_HOST');
  if (url !== null && host !== null) reject('SMTP_URL', 'set without SMTP_HOST');
  const said = url === null ? null : urlOf(url, reject);
  const server = said?.host ?? host;
  if (server === null) return null;
  const tls = (text('SMTP_TLS') ?? said?.tls ?? 'starttls') as SmtpTls;
  if (!SMTP_TLS.includes(tls)) reject('SMTP_TLS', SMTP_TLS.join(', '));
  const user = said?.user ?? text('SMTP_USER');
  const password = said?.password ?? text('SMTP_PASSWORD');
  const passwordFile = text('SMTP_PASSWORD_FILE');
  if (password !== null && passwordFile !== null) reject('SMTP_PASSWORD_FILE', 'set without SMTP_PASSWORD');
  if ((user === null) !== (password === null && passwordFile === null)) {
    reject('SMTP_USER', 'set together with SMTP_PASSWORD or SMTP_PASSWORD_FILE');
  }
  if (tls === 'none' && user !== null && !THIS_MACHINE.includes(server)) {
    reject('SMTP_TLS', 'starttls or tls where there is a password and the mail server is another machine');
  }
  return {
    host: server,
    port: integer('SMTP_PORT', said?.port ?? PORTS[tls], 1, 65_535),
    ...{ tls, user, password, passwordFile, from: senderOf(text('SMTP_FROM'), reject) },
  };
}

interface SmtpUrl {
  readonly host: string;
  readonly port: number | null;
  readonly tls: SmtpTls | null;
  readonly user: string | null;
  readonly password: string | null;
}

function urlOf(url: string, reject: Reader['reject']): SmtpUrl {
  const [, scheme = '', user, password, host = '', port] = URL_FORM.exec(url) ?? [];
  const plain = (part: string | undefined): string | null => {
    if (!part) return null;
    try {
      return decodeURIComponent(part);
    } catch {
      return reject('SMTP_URL', 'a URL whose user and password are percent-encoded');
    }
  };
  if (host === '') reject('SMTP_URL', 'a URL such as smtps://user:password@mail.example:465');
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? null : Number(port),
    tls: scheme.toLowerCase() === 'smtps' ? 'tls' : null,
    user: plain(user),
    password: plain(password),
  };
}

function senderOf(from: string | null, reject: Reader['reject']): string {
  const [, named, alone] = SENDER.exec(from ?? '') ?? [];
  if (from !== null && MAIL_ADDRESS.test((named ?? alone ?? '').trim())) return from;
  return reject('SMTP_FROM', 'the address that reports come from, such as 야드 <scale@yard.example>');
}
