import { DomainError } from './errors.ts';
import { parseSmtp, type SmtpSettings } from './smtp-settings.ts';
import { MEASUREMENTS, type Measurement } from './wire/measurements.ts';
import { NAME_PATTERN } from './wire/mqtt-topics.ts';

/** Settings of every process, read once from the environment. Their names are part of the product. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** origin by which people outside reach the pages, without a slash at its end: links and QR codes carry it */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** `null`: the embedded broker is started and used */
  readonly mqttUrl: string | null;
  readonly mqttPort: number;
  readonly mqttHost: string;
  readonly mqttUsername: string | null;
  readonly mqttPassword: string | null;
  /** file of device accounts for the embedded broker */
  readonly mqttDevices: string | null;
  readonly mqttTlsCert: string | null;
  readonly mqttTlsKey: string | null;
  /** true: something in front of the embedded broker ends TLS */
  readonly mqttTlsElsewhere: boolean;
  readonly adminPassword: string | null;
  readonly demo: boolean;
  readonly demoSpeed: number;
  readonly demoPhotos: string | null;
  readonly demoSeed: number;
  /** `null`: any tenant the broker admits */
  readonly tenant: string | null;
  /** file with names, plans and rules of the yards; `null`: yards.json in the data folder, if there is one */
  readonly yardsFile: string | null;
  readonly frameRetentionDays: number;
  /** `null`: nothing is projected, and history comes from the ledger */
  readonly influx: InfluxSettings | null;
  /** where alerts are told by HTTP POST; `null`: only on the screens */
  readonly alertWebhook: string | null;
  /** what /metrics asks for as a bearer token; `null`: it answers this machine alone */
  readonly metricsToken: string | null;
  readonly usageLog: UsageLogSettings;
  readonly notices: NoticePlaces;
  readonly modelDir: string;
  readonly webDir: string;
  readonly logLevel: string;
}

/** An InfluxDB: 3 Core and 2.x know a token and a bucket; 1.x a user, a password and a database named as the bucket. */
export interface InfluxSettings {
  readonly url: string;
  readonly token: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly org: string;
  readonly bucket: string;
  /** `null`: /api/v2/write; a 1.x server without it wants `/write?db=...` */
  readonly writePath: string | null;
  /** days after which points of a measurement may go; measurements that are not named stay */
  readonly retentionDays: Readonly<Partial<Record<Measurement, number>>>;
}

/** Where reports and webhooks are set, and what reports leave by. */
export interface NoticePlaces {
  /** JSON file of reports and webhooks; `null`: there are none */
  readonly file: string | null;
  /** `null`: the folder `reports` in the data folder */
  readonly reportsDir: string | null;
  /** `null`: no report leaves by mail */
  readonly smtp: SmtpSettings | null;
}

/** The usage log to the programme's portal; without a key nothing is sent. At most one of key and file of the key is set. */
export interface UsageLogSettings {
  /** `null`: the address in the file of the usage log, else the portal's own */
  readonly url: string | null;
  readonly key: string | null;
  /** file that holds the key and nothing else */
  readonly keyFile: string | null;
  /** JSON file of field names, codes, limits and the three years */
  readonly configFile: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The key travels in the body, so the way must be private: TLS, or this machine itself. */
export const PORTAL_URL = /^(https:\/\/[^\s@]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^\s@]*)?)$/;

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws DomainError `SETTING_INVALID` with the variable's name and what it must be.
 */
export function parseSettings(env: Environment): Settings {
  const text = (name: string): string | null => env[name]?.trim() || null;
  const reject = (variable: string, expected: string): never => {
    throw new DomainError('SETTING_INVALID', { variable, expected });
  };
  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return fallback;
    const parsed = Number(value);
    if (Number.isInteger(parsed) && parsed >= min && parsed <= max) return parsed;
    return reject(name, `a whole number from ${min} to ${max}`);
  };
  const flag = (name: string, fallback: boolean): boolean => {
    const value = text(name);
    if (value === null) return fallback;
    if (value === '0' || value === '1') return value === '1';
    return reject(name, '0 or 1');
  };
  const matching = (name: string, pattern: RegExp, expected: string): string | null => {
    const value = text(name);
    if (value === null || pattern.test(value)) return value;
    return reject(name, expected);
  };

  const mqttUrl = matching(
    'MQTT_URL',
    /^(mqtts?|tcp|ssl|wss?):\/\/[^\s]+$/,
    'a URL such as mqtts://broker.example:8883',
  );
  const mqttTlsCert = text('MQTT_TLS_CERT');
  const mqttTlsKey = text('MQTT_TLS_KEY');
  if ((mqttTlsCert === null) !== (mqttTlsKey === null)) reject('MQTT_TLS_KEY', 'set together with MQTT_TLS_CERT');
  const logLevel = matching(
    'LOG_LEVEL',
    /^(fatal|error|warn|info|debug|trace|silent)$/,
    'fatal, error, warn, info, debug, trace or silent',
  );

  const influxUrl = matching('INFLUX_URL', /^https?:\/\/[^\s@]+$/, 'a URL such as http://influx.example:8086');
  const influx: InfluxSettings | null =
    influxUrl === null
      ? null
      : {
          url: influxUrl.replace(/\/+$/, ''),
          token: text('INFLUX_TOKEN'),
          username: text('INFLUX_USERNAME'),
          password: text('INFLUX_PASSWORD'),
          org: text('INFLUX_ORG') ?? 'scalehouse',
          bucket: text('INFLUX_BUCKET') ?? 'scalehouse',
          writePath: matching('INFLUX_WRITE_PATH', /^\/\S*$/, 'a path such as /write?db=scalehouse'),
          retentionDays: retentionDays(text('INFLUX_RETENTION_DAYS'), reject),
        };

  const usageLog: UsageLogSettings = {
    url: matching('USAGE_LOG_URL', PORTAL_URL, 'an https URL such as https://log.example/apisvc/sendLogData.json'),
    key: text('USAGE_LOG_KEY'),
    keyFile: text('USAGE_LOG_KEY_FILE'),
    configFile: text('USAGE_LOG_CONFIG'),
  };
  if (usageLog.key !== null && usageLog.keyFile !== null) reject('USAGE_LOG_KEY_FILE', 'set without USAGE_LOG_KEY');

  const port = integer('PORT', 8080, 0, 65_535);
  const host = text('HOST') ?? '127.0.0.1';
  const publicUrl = matching(
    'PUBLIC_URL',
    /^https?:\/\/(\[[\da-fA-F:.]+\]|[^\s/?#@:[\]]+)(:\d{1,5})?\/?$/,
    'an origin without a path, such as https://yard.example',
  );

  return {
    port,
    host,
    publicUrl: publicUrl?.replace(/\/$/, '') ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    dataDir: text('DATA_DIR') ?? './data',
    mqttUrl,
    mqttPort: integer('MQTT_PORT', 1883, 0, 65_535),
    mqttHost: text('MQTT_HOST') ?? '127.0.0.1',
    mqttUsername: text('MQTT_USERNAME'),
    mqttPassword: text('MQTT_PASSWORD'),
    mqttDevices: text('MQTT_DEVICES'),
    mqttTlsCert,
    mqttTlsKey,
    mqttTlsElsewhere: flag('MQTT_TLS_ELSEWHERE', false),
    adminPassword: text('ADMIN_PASSWORD'),
    demo: flag('DEMO', true) && mqttUrl === null,
    demoSpeed: integer('DEMO_SPEED', 1, 1, 1_000),
    demoPhotos: text('DEMO_PHOTOS'),
    demoSeed: integer('DEMO_SEED', 1, 0, 2 ** 31 - 1),
    tenant: matching('TENANT', new RegExp(NAME_PATTERN), 'lower-case letters, digits and dashes, at most 32'),
    yardsFile: text('YARDS_FILE'),
    frameRetentionDays: integer('FRAME_RETENTION_DAYS', 365, 1, 36_500),
    influx,
    alertWebhook: matching('ALERT_WEBHOOK_URL', /^https?:\/\/\S+$/, 'a URL such as https://hooks.example/yard'),
    metricsToken: text('METRICS_TOKEN'),
    usageLog,
    notices: {
      file: text('NOTICES_FILE'),
      reportsDir: text('REPORTS_DIR'),
      smtp: parseSmtp({ text, integer, reject }),
    },
    modelDir: text('MODEL_DIR') ?? './models/grading',
    webDir: text('WEB_DIR') ?? './build/web',
    logLevel: logLevel ?? 'info',
  };
}

/** Reads `inspection=400,device=90`. */
function retentionDays(
  value: string | null,
  reject: (variable: string, expected: string) => never,
): InfluxSettings['retentionDays'] {
  const days: Partial<Record<Measurement, number>> = {};
  for (const part of value?.split(',') ?? []) {
    const [name = '', count = ''] = part.trim().split('=');
    if (!(name in MEASUREMENTS) || !/^[1-9]\d{0,4}$/.test(count)) {
      reject('INFLUX_RETENTION_DAYS', 'measurements and days such as inspection=400,device=90');
    }
    days[name as Measurement] = Number(count);
  }
  return days;
}
