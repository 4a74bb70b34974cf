import Type from 'typebox';
import Value from 'typebox/value';
import { WEEKDAYS } from '../opening-hours.ts';
import { MAIL_ADDRESS } from '../smtp-settings.ts';
import { NAME_PATTERN } from '../wire/mqtt-topics.ts';
import { NOTICE_EVENTS } from '../wire/notices-api.ts';

/**
 * The file of `NOTICES_FILE`: reports by schedule and webhooks for events, as configuration that can be kept beside code.
 * It names no secret, only files that hold one.
 */
const exactly = <T extends Type.TProperties>(properties: T) => Type.Object(properties, { additionalProperties: false });
const Name = Type.String({ pattern: NAME_PATTERN });
/** `null` or left out: all yards */
const Yards = Type.Optional(Type.Union([Type.Null(), Type.Array(Name, { minItems: 1, maxItems: 200 })]));

export const ReportSetting = exactly({
  name: Name,
  kind: Type.Enum(['daily', 'weekly']),
  /** KST time of day at which it is made */
  at: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  /** of a weekly one */
  weekday: Type.Optional(Type.Enum([...WEEKDAYS])),
  yards: Yards,
  /** whose eyes it is for: its rows are those that the role may see */
  audience: Type.Enum(['plant', 'procurement']),
  format: Type.Enum(['pdf', 'xlsx']),
  language: Type.Optional(Type.Enum(['ko', 'en'])),
  /** true: it is put into the folder of reports */
  folder: Type.Optional(Type.Boolean()),
  mail: Type.Optional(Type.Array(Type.String({ pattern: MAIL_ADDRESS.source }), { maxItems: 50 })),
});
export type ReportSetting = Type.Static<typeof ReportSetting>;

export const WebhookSetting = exactly({
  name: Name,
  url: Type.String({ maxLength: 2_000 }),
  events: Type.Array(Type.Enum([...NOTICE_EVENTS]), { minItems: 1 }),
  yards: Yards,
  /** file with the secret that the body is signed with */
  secretFile: Type.String({ minLength: 1 }),
  /** true: it may go to another machine without TLS */
  allowHttp: Type.Optional(Type.Boolean()),
});
export type WebhookSetting = Type.Static<typeof WebhookSetting>;

export const NoticesFile = exactly({
  reports: Type.Optional(Type.Array(ReportSetting, { maxItems: 50 })),
  webhooks: Type.Optional(Type.Array(WebhookSetting, { maxItems: 20 })),
});

export interface NoticeSettings {
  readonly reports: readonly ReportSetting[];
  readonly webhooks: readonly WebhookSetting[];
}

const HTTPS = /^https:\/\/[^\s@/?#]+([/?#]\S*)?$/;
const THIS_MACHINE = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?([/?#]\S*)?$/;
const HTTP = /^http:\/\/[^\s@/?#]+([/?#]\S*)?$/;

/** What the schema library says too tersely. */
const WORDS: Readonly<Record<string, (params: object) => string>> = {
  boolean: () => 'there is no such setting',
  enum: (params) => `has to be one of ${(params as { allowedValues: string[] }).allowedValues.join(', ')}`,
};

/** Reads the parsed JSON of the file, or says in English what is wrong and where; it never repeats a value. */
export function readNotices(value: unknown): NoticeSettings | { readonly problem: string } {
  if (!Value.Check(NoticesFile, value)) {
    const [first] = Value.Errors(NoticesFile, value);
    return {
      problem: `${first?.instancePath || 'the top'}: ${(first && WORDS[first.keyword]?.(first.params)) || first?.message}`,
    };
  }
  const { reports = [], webhooks = [] } = value;
  const problem =
    doubled('reports', reports) ??
    doubled('webhooks', webhooks) ??
    firstOf('reports', reports, reportProblem) ??
    firstOf('webhooks', webhooks, webhookProblem);
  return problem === null ? { reports, webhooks } : { problem };
}

function reportProblem({ kind, weekday, audience, folder = false, mail = [] }: ReportSetting): string | null {
  if (kind === 'weekly' && weekday === undefined) return 'a weekly report needs a weekday';
  if (kind === 'daily' && weekday !== undefined) return 'a daily report has no weekday';
  if (kind === 'daily' && audience === 'procurement') return 'procurement has weekly reports only';
  if (!folder && mail.length === 0) return 'goes nowhere: set folder, or addresses in mail';
  return null;
}

function webhookProblem({ url, allowHttp = false }: WebhookSetting): string | null {
  if (HTTPS.test(url) || THIS_MACHINE.test(url) || (allowHttp && HTTP.test(url))) return null;
  return 'url has to be https without a user in it; http only to this machine, or with allowHttp';
}

function firstOf<T>(list: string, all: readonly T[], problemOf: (one: T) => string | null): string | null {
  for (const [place, one] of all.entries()) {
    const problem = problemOf(one);
    if (problem !== null) return `/${list}/${place}: ${problem}`;
  }
  return null;
}

function doubled(list: string, all: readonly { readonly name: string }[]): string | null {
  const place = all.findIndex(({ name }, at) => all.findIndex((other) => other.name === name) < at);
  return place < 0 ? null : `/${list}/${place}/name: is there twice`;
}
