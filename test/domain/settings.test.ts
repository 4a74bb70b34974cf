import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { parseSettings } from '../../domain/settings.ts';
import { WRONG_SETTINGS } from '../fixtures/settings.ts';

describe('the settings', () => {
  it('have defaults that start everything on this machine alone', () => {
    expect(parseSettings({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:8080',
      dataDir: './data',
      mqttUrl: null,
      mqttPort: 1883,
      mqttHost: '127.0.0.1',
      mqttUsername: null,
      mqttPassword: null,
      mqttDevices: null,
      mqttTlsCert: null,
      mqttTlsKey: null,
      mqttTlsElsewhere: false,
      adminPassword: null,
      demo: true,
      demoSpeed: 1,
      demoPhotos: null,
      demoSeed: 1,
      tenant: null,
      yardsFile: null,
      frameRetentionDays: 365,
      influx: null,
      alertWebhook: null,
      metricsToken: null,
      usageLog: { url: null, key: null, keyFile: null, configFile: null },
      notices: { file: null, reportsDir: null, smtp: null },
      modelDir: './models/grading',
      webDir: './build/web',
      logLevel: 'info',
    });
  });

  it('are what the environment says', () => {
    const settings = parseSettings({
      PORT: '9000',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://yard.example/',
      DATA_DIR: '/var/lib/scalehouse',
      MQTT_URL: 'mqtts://broker.example:8883',
      MQTT_PORT: '0',
      MQTT_HOST: '::',
      MQTT_USERNAME: 'yard',
      MQTT_PASSWORD: 'secret',
      MQTT_DEVICES: 'devices.json',
      MQTT_TLS_CERT: 'cert.pem',
      MQTT_TLS_KEY: 'key.pem',
      MQTT_TLS_ELSEWHERE: '1',
      ADMIN_PASSWORD: 'long enough',
      DEMO: '1',
      DEMO_SPEED: '60',
      DEMO_PHOTOS: 'photos',
      DEMO_SEED: '7',
      TENANT: 'posco-1',
      YARDS_FILE: 'yards.json',
      FRAME_RETENTION_DAYS: '30',
      ALERT_WEBHOOK_URL: 'https://hooks.example/yard',
      METRICS_TOKEN: 'scrape',
      USAGE_LOG_URL: 'https://log.example/send.json',
      USAGE_LOG_KEY: 'issued',
      USAGE_LOG_CONFIG: 'usage-log.json',
      MODEL_DIR: 'models/own',
      WEB_DIR: 'web',
      LOG_LEVEL: 'debug',
    });
    expect(Object.values(settings)).toEqual([
      9000,
      '0.0.0.0',
      'https://yard.example',
      '/var/lib/scalehouse',
      'mqtts://broker.example:8883',
      0,
      '::',
      'yard',
      'secret',
      'devices.json',
      'cert.pem',
      'key.pem',
      true,
      'long enough',
      // an outside broker has devices of its own
      false,
      60,
      'photos',
      7,
      'posco-1',
      'yards.json',
      30,
      null,
      'https://hooks.example/yard',
      'scrape',
      { url: 'https://log.example/send.json', key: 'issued', keyFile: null, configFile: 'usage-log.json' },
      { file: null, reportsDir: null, smtp: null },
      'models/own',
      'web',
      'debug',
    ]);
  });

  it.each(WRONG_SETTINGS.map(([variable, value, others = {}]) => [variable, value, others] as const))(
    'name %s when it is %j',
    (variable, value, others) => {
      const read = () => parseSettings({ ...others, [variable]: value });
      expect(read).toThrow(DomainError);
      expect(read).toThrow(
        expect.objectContaining({ code: 'SETTING_INVALID', params: expect.objectContaining({ variable }) }),
      );
    },
  );

  it('know an InfluxDB once it has an address', () => {
    expect(parseSettings({ INFLUX_TOKEN: 'secret', INFLUX_BUCKET: 'yards' }).influx).toBeNull();
    expect(parseSettings({ INFLUX_URL: 'http://influx.example:8086/' }).influx).toEqual({
      url: 'http://influx.example:8086',
      token: null,
      username: null,
      password: null,
      org: 'scalehouse',
      bucket: 'scalehouse',
      writePath: null,
      retentionDays: {},
    });
    const influx = parseSettings({
      INFLUX_URL: 'https://influx.example',
      INFLUX_TOKEN: 'secret',
      INFLUX_USERNAME: 'collector',
      INFLUX_PASSWORD: 'pass',
      INFLUX_ORG: 'posco',
      INFLUX_BUCKET: 'yards',
      INFLUX_WRITE_PATH: '/write?db=yards',
      INFLUX_RETENTION_DAYS: 'inspection=400, device=90',
    }).influx;
    expect(Object.values(influx ?? {})).toEqual([
      'https://influx.example',
      'secret',
      'collector',
      'pass',
      'posco',
      'yards',
      '/write?db=yards',
      { inspection: 400, device: 90 },
    ]);
  });

  it('know the key of the usage log, or the file that holds it', () => {
    expect(parseSettings({ USAGE_LOG_KEY_FILE: 'key.txt' }).usageLog).toMatchObject({ key: null, keyFile: 'key.txt' });
    expect(parseSettings({ USAGE_LOG_URL: 'http://127.0.0.1:8099/x' }).usageLog.url).toBe('http://127.0.0.1:8099/x');
  });

  it('take an empty variable for one that is not set, and leave blanks at the ends out', () => {
    expect(parseSettings({ PORT: '', TENANT: '  ', MQTT_URL: '' })).toEqual(parseSettings({}));
    expect(parseSettings({ PORT: ' 81 ' }).port).toBe(81);
  });

  it.each([
    [{ HOST: 'yard.local', PORT: '9000' }, 'http://yard.local:9000'],
    [{ HOST: '::1' }, 'http://[::1]:8080'],
    [{ PUBLIC_URL: 'https://yard.example:8443/' }, 'https://yard.example:8443'],
    [{ PUBLIC_URL: 'http://[2001:db8::1]' }, 'http://[2001:db8::1]'],
  ])('reach people outside of %j at %s', (env, expected) => {
    expect(parseSettings(env).publicUrl).toBe(expected);
  });

  it('run no demo where it is switched off', () => {
    expect(parseSettings({ DEMO: '0' }).demo).toBe(false);
  });
});
