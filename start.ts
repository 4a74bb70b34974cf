import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { DomainError } from './domain/errors.ts';
import { parseSettings, type Settings } from './domain/settings.ts';
import { runErrand } from './launch/errand.ts';
import { untilHealthy } from './launch/healthy.ts';
import { Program, type Said } from './launch/program.ts';

/** The launcher behind `npm start`: which processes run, in which order, and how they stop. */
async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  mkdirSync(settings.dataDir, { recursive: true });
  const env: Record<string, string | undefined> = { ...process.env };
  const isEmbedded = settings.mqttUrl === null;
  const isDemo = settings.demo && settings.mqttDevices === null;
  if (isEmbedded) {
    env.MQTT_USERNAME = settings.mqttUsername ?? 'scalehouse';
    env.MQTT_PASSWORD = settings.mqttPassword ?? randomBytes(24).toString('base64url');
  }
  if (isDemo && settings.yardsFile === null) env.YARDS_FILE = 'test/demo-yard/yards.json';

  let mqttPort = settings.mqttPort;
  const programs: Pick<Program, 'stop' | 'kill'>[] = [];
  stopOnSignals(programs);
  const run = async (
    name: string,
    entry: string,
    extra: Record<string, string | undefined> = {},
    keep?: (said: Said) => Record<string, string>,
  ): Promise<Said> => {
    const program = new Program(name, entry, { ...env, ...extra }, keep);
    programs.push(program);
    return await program.start();
  };

  if (isEmbedded) {
    const broker = await run('broker', 'collector/mqtt/broker-main', {}, ({ port, internalPort }) => ({
      MQTT_PORT: String(port),
      MQTT_INTERNAL_PORT: String(internalPort),
    }));
    mqttPort = broker.port ?? mqttPort;
    env.MQTT_PORT = String(broker.internalPort ?? mqttPort);
    env.MQTT_HOST = '127.0.0.1';
  }
  await run('collector', 'collector/main');
  const server = await run('server', 'server/main', {}, ({ port }) => ({ PORT: String(port) }));
  if (isDemo) await run('demo yard', 'test/demo-yard/main', { MQTT_USERNAME: '', MQTT_PASSWORD: '' });
  const address = addressOf(settings, server.port);
  await untilHealthy(address);
  const { adminPassword } = settings;
  const login = server.firstLogin ?? (adminPassword === null ? null : { user: 'admin', password: adminPassword });
  if (isDemo && login) {
    const projects = { address, ...login, tenant: settings.tenant ?? 'demo' };
    programs.push(runErrand('test/demo-projects/main', { ...env, ADMIN_PASSWORD: '' }, projects));
  }
  printBanner({ ...settings, mqttPort }, server, isDemo);
}

function stopOnSignals(programs: readonly Pick<Program, 'stop' | 'kill'>[]): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) {
      for (const program of programs) program.kill();
      return;
    }
    isStopping = true;
    // the yard falls silent first, then what listens, the broker last: nothing under way is lost
    for (const program of [...programs].reverse()) await program.stop();
    console.log('Scalehouse has stopped; everything acknowledged is on disk.');
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

/** Where the web is reached; an address that means every one is reached at this machine's own. */
function addressOf({ host, port }: Settings, actualPort: number | undefined): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${actualPort ?? port}`;
}

function printBanner(settings: Settings, { port, firstLogin }: Said, isDemo: boolean): void {
  const address = addressOf(settings, port);
  const login = firstLogin
    ? `${firstLogin.user} / ${firstLogin.password}   (shown this once)`
    : settings.adminPassword
      ? 'admin / the password in ADMIN_PASSWORD'
      : 'admin / the password printed at the first start';
  console.log(
    [
      '',
      '  Scalehouse 계근소',
      `  address   ${address}`,
      ...(isDemo ? [`  wall      ${address}/wall/busan-gamcheon`] : []),
      `  login     ${login}`,
      ...(isShort(settings.adminPassword) ? ['            that password is short: anyone can guess it'] : []),
      `  data      ${resolve(settings.dataDir)}`,
      `  MQTT      ${settings.mqttUrl ?? `mqtt://${settings.mqttHost}:${settings.mqttPort} (embedded)`}`,
      ...(isDemo ? ['  demo      three yards publish invented trucks (DEMO=0 turns them off)'] : []),
      ...(settings.influx ? [`  InfluxDB  ${settings.influx.url}, ${settings.influx.bucket}`] : []),
      '  stop      Ctrl-C',
      '',
    ].join('\n'),
  );
}

const SHORT_PASSWORD = 8;

function isShort(password: string | null): boolean {
  return password !== null && password.length < SHORT_PASSWORD;
}

main().catch((error: unknown) => {
  const line =
    error instanceof DomainError
      ? `${error.params.variable} must be ${error.params.expected}`
      : (error as Error).message;
  console.error(`Scalehouse did not start: ${line}`);
  process.exit(1);
});
