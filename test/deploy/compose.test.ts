import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '../../domain/settings.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const { services, volumes } = parse(readFileSync('compose.yaml', 'utf8')) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const named = Object.entries(services);
/** made by the operator, so not in a clone */
const OWN = './deploy/mosquitto/own';

it.each(named.filter(([, { image }]) => image !== undefined))('pins %s by its full version', (_, { image }) => {
  expect(image).toMatch(/^[\w/-]+:\d+\.\d+\.\d+$/);
});

it('keeps InfluxDB at 2.7', () => {
  expect(services.influxdb?.image).toMatch(/^influxdb:2\.7\.\d+$/);
});

it('listens beyond this machine for devices with TLS alone', () => {
  const open = named.flatMap(([name, { ports = [] }]) =>
    ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name} ${port}`),
  );
  expect(open).toEqual(['mosquitto 8883:8883']);
});

it('mounts only what is there', () => {
  const mounts = named.flatMap(([, service]) => service.volumes ?? []).map((mount) => mount.split(':')[0] ?? '');
  expect(mounts.length).toBeGreaterThan(5);
  for (const mount of mounts) {
    if (mount.startsWith(OWN)) continue;
    expect(mount.startsWith('.') ? existsSync(mount) : mount in volumes, mount).toBe(true);
  }
});

it('gives Scalehouse settings that it takes, and names no secret', () => {
  const environment = services.scalehouse?.environment ?? {};
  const filled = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace(/^\$\{\w+:(-|\?.*)\}$/, 'from-outside')]),
  );
  const settings = parseSettings({ ...filled, ALERT_WEBHOOK_URL: '', PUBLIC_URL: '', SMTP_URL: '' });
  expect(settings).toMatchObject({
    dataDir: '/data',
    demo: false,
    mqttUrl: 'mqtts://mosquitto:8883',
    adminPassword: 'from-outside',
    influx: { url: 'http://influxdb:8086', token: 'from-outside', bucket: 'scalehouse' },
  });
  const sources = ['domain/settings.ts', 'domain/smtp-settings.ts'].map((path) => readFileSync(path, 'utf8')).join();
  const known = new Set(sources.match(/'[A-Z][A-Z_]+'/g));
  for (const name of Object.keys(environment)) {
    expect(known.has(`'${name}'`) || name === 'NODE_EXTRA_CA_CERTS', name).toBe(true);
  }
  for (const [, service] of named) {
    for (const [name, value] of Object.entries(service.environment ?? {})) {
      if (/PASSWORD|TOKEN/.test(name)) expect(value, name).toMatch(/^\$\{\w+:\?/);
    }
  }
});
