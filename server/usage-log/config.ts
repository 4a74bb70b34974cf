import { readFileSync } from 'node:fs';
import Type from 'typebox';
import Value from 'typebox/value';
import { DomainError } from '../../domain/errors.ts';
import { kstDayStart } from '../../domain/kst-time.ts';
import { PORTAL_URL, type UsageLogSettings } from '../../domain/settings.ts';
import { Secret } from '../secrets/secret.ts';

const Name = Type.String({ minLength: 1, maxLength: 64 });
const Codes = Type.Array(Name, { maxItems: 50 });
const part = <T extends Type.TProperties>(properties: T) =>
  Type.Partial(Type.Object(properties), { additionalProperties: false });

/** The file of `USAGE_LOG_CONFIG`; what it leaves out has its default. */
const ConfigFile = part({
  url: Type.String(),
  form: Type.Enum(['json', 'form', 'logData']),
  fields: part({ key: Name, at: Name, act: Name, user: Name, address: Name, bytes: Name }),
  acts: part({
    ...{ login: Name, logout: Name, view: Name, create: Name, change: Name, delete: Name, inOut: Name, test: Name },
  }),
  answer: part({ root: Name, code: Name, words: Name }),
  codes: part({ stored: Codes, tested: Codes, window: Codes, stopped: Codes, refused: Codes }),
  limits: part({
    sendEverySeconds: Type.Integer({ minimum: 600, maximum: 86_400 }),
    storedPerDay: Type.Integer({ minimum: 1, maximum: 144 }),
    requestsPerDay: Type.Integer({ minimum: 1, maximum: 5_000 }),
    timeoutSeconds: Type.Integer({ minimum: 1, maximum: 15 }),
    userLength: Type.Integer({ minimum: 1, maximum: 60 }),
    addressLength: Type.Integer({ minimum: 24, maximum: 64 }),
  }),
  duty: part({ from: Type.String(), years: Type.Integer({ minimum: 1, maximum: 10 }) }),
});

/**
 * Names, codes and limits of the portal's interface. They were read in public integrations, not in the portal's own
 * document, so each is a default that a file may replace.
 */
const DEFAULTS = {
  url: 'https://log.smart-factory.kr/apisvc/sendLogData.json',
  /** `json`: JSON body; `form`: form fields; `logData`: one form field `logData` that holds the JSON */
  form: 'json' as 'json' | 'form' | 'logData',
  fields: { key: 'crtfcKey', at: 'logDt', act: 'useSe', user: 'sysUser', address: 'conectIp', bytes: 'dataUsgqty' },
  acts: {
    ...{ login: 'DO6001', logout: 'DO6002', view: 'DO6003', create: 'DO6004', change: 'DO6005', delete: 'DO6006' },
    ...{ inOut: 'DO6007', test: 'DO6999' },
  },
  answer: { root: 'result', code: 'recptnRsltCd', words: 'recptnRsltDtl' },
  codes: {
    stored: ['AP1002'],
    tested: ['AP1028'],
    window: ['AP1029'],
    stopped: ['AP1030', 'AP1031', 'AP1032', 'AP1033'],
    // a field that is missing or malformed. AP1025 is trouble in transfer, so it is tried again like an unknown code
    refused: [
      ...['AP1004', 'AP1011', 'AP1012', 'AP1013', 'AP1014', 'AP1015', 'AP1016', 'AP1017', 'AP1018', 'AP1019'],
      ...['AP1020', 'AP1021', 'AP1022', 'AP1023', 'AP1024', 'AP1026'],
    ],
  },
  limits: {
    // one is stored in ten minutes; half a minute more, so that two clocks need not agree
    sendEverySeconds: 630,
    storedPerDay: 144,
    requestsPerDay: 5_000,
    timeoutSeconds: 10,
    userLength: 60,
    addressLength: 30,
  },
  duty: { from: null as string | null, years: 3 },
};

export type UsageLogConfig = Readonly<typeof DEFAULTS> & { readonly key: Secret | null };

/**
 * The portal's interface and the key, from environment and files; read once at the start.
 * @throws DomainError `SETTING_INVALID` naming the variable, never what a file of a key holds
 */
export function readUsageLogConfig(settings: UsageLogSettings): UsageLogConfig {
  const file = settings.configFile === null ? {} : parseConfig(readText('USAGE_LOG_CONFIG', settings.configFile));
  const duty = { ...DEFAULTS.duty, ...file.duty };
  if (duty.from !== null && kstDayStart(duty.from) === null)
    throw wrong('duty.from an existing day such as 2026-11-22');
  if (file.url !== undefined && !PORTAL_URL.test(file.url)) throw wrong('url an https URL');
  return {
    url: settings.url ?? file.url ?? DEFAULTS.url,
    form: file.form ?? DEFAULTS.form,
    fields: { ...DEFAULTS.fields, ...file.fields },
    acts: { ...DEFAULTS.acts, ...file.acts },
    answer: { ...DEFAULTS.answer, ...file.answer },
    codes: { ...DEFAULTS.codes, ...file.codes },
    limits: { ...DEFAULTS.limits, ...file.limits },
    duty,
    key: readKey(settings),
  };
}

function readKey({ key, keyFile }: UsageLogSettings): Secret | null {
  if (keyFile === null) return key === null ? null : new Secret(key);
  const text = readText('USAGE_LOG_KEY_FILE', keyFile).trim();
  if (!/^\S{1,500}$/.test(text)) {
    throw new DomainError('SETTING_INVALID', { variable: 'USAGE_LOG_KEY_FILE', expected: 'a file with one key in it' });
  }
  return new Secret(text);
}

function parseConfig(text: string): Type.Static<typeof ConfigFile> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw wrong('in JSON', cause);
  }
  if (Value.Check(ConfigFile, parsed)) return parsed;
  const [first] = Value.Errors(ConfigFile, parsed);
  throw wrong(`right at ${first?.instancePath || 'the top'}: ${first?.message ?? 'unknown'}`);
}

function wrong(what: string, cause?: unknown): DomainError {
  const params = { variable: 'USAGE_LOG_CONFIG', expected: `a file that is ${what}` };
  return new DomainError('SETTING_INVALID', params, { cause });
}

function readText(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new DomainError('SETTING_INVALID', { variable, expected: 'a file that can be read' }, { cause });
  }
}
