import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../domain/errors.ts';
import { type ReportSetting, readNotices, type WebhookSetting } from '../../domain/notices/notices-file.ts';
import type { Settings } from '../../domain/settings.ts';
import type { SmtpSettings } from '../../domain/smtp-settings.ts';
import { Secret } from '../secrets/secret.ts';
import { secretOfFile } from '../secrets/secret-file.ts';

/** A shorter secret could be guessed from one signed body. */
const SHORTEST_SECRET = 16;

export type WebhookTarget = WebhookSetting & { readonly secret: Secret };

/** A mail server with its password, which no log can spell out. */
export type MailServer = Omit<SmtpSettings, 'password' | 'passwordFile'> & { readonly password: Secret | null };

export interface NoticeConfig {
  /** false: no file is set, and nothing is told */
  readonly isSet: boolean;
  readonly reports: readonly ReportSetting[];
  readonly webhooks: readonly WebhookTarget[];
  readonly mail: MailServer | null;
  readonly reportsDir: string;
}

/**
 * Reports, webhooks and the mail server, from environment and files; read once at the start.
 * @throws DomainError `SETTING_INVALID` naming the variable and the place in the file, never what a secret is
 */
export function readNoticeConfig({ dataDir, notices }: Pick<Settings, 'dataDir' | 'notices'>): NoticeConfig {
  const mail = notices.smtp && mailServer(notices.smtp);
  const reportsDir = notices.reportsDir ?? join(dataDir, 'reports');
  if (notices.file === null) return { isSet: false, reports: [], webhooks: [], mail, reportsDir };
  const read = readNotices(parse(notices.file));
  if ('problem' in read) throw wrong(read.problem);
  read.reports.forEach(({ mail: addresses = [] }, place) => {
    if (addresses.length > 0 && mail === null) throw wrong(`/reports/${place}/mail: set SMTP_HOST or SMTP_URL too`);
  });
  const webhooks = read.webhooks.map((webhook, place): WebhookTarget => {
    if (!URL.canParse(webhook.url)) throw wrong(`/webhooks/${place}/url: has to be an address`);
    const secret = secretOfFile(webhook.secretFile);
    if (secret === null || secret.reveal().length < SHORTEST_SECRET) {
      throw wrong(
        `/webhooks/${place}/secretFile: has to be a file with one secret of ${SHORTEST_SECRET} or more characters`,
      );
    }
    return { ...webhook, secret };
  });
  return { isSet: true, reports: read.reports, webhooks, mail, reportsDir };
}

function mailServer({ password, passwordFile, ...server }: SmtpSettings): MailServer {
  if (passwordFile === null) return { ...server, password: password === null ? null : new Secret(password) };
  const secret = secretOfFile(passwordFile);
  if (secret === null) {
    const params = { variable: 'SMTP_PASSWORD_FILE', expected: 'a file with one password in it' };
    throw new DomainError('SETTING_INVALID', params);
  }
  return { ...server, password: secret };
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw wrong(cause instanceof SyntaxError ? 'the top: is no JSON' : 'the top: cannot be read', cause);
  }
}

function wrong(problem: string, cause?: unknown): DomainError {
  const params = {
    variable: 'NOTICES_FILE',
    expected: `a file of reports and webhooks that is right; it is not at ${problem}`,
  };
  return new DomainError('SETTING_INVALID', params, { cause });
}
