import pino from 'pino';
import { DomainError } from '../../domain/errors.ts';
import { parseSettings } from '../../domain/settings.ts';
import { startBroker } from './broker.ts';

/** The embedded broker as a process of its own, started by the launcher. */
async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  const log = pino({ name: 'broker', level: settings.logLevel });
  // the launcher's own: a broker that is started again is where this machine's processes look for it
  const broker = await startBroker(settings, Number(process.env.MQTT_INTERNAL_PORT ?? 0));
  log.info({ port: broker.port }, 'listening');
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await broker.close();
    process.exit(0);
  };
  process.on('message', (message) => message === 'stop' && void stop());
  process.on('disconnect', () => void stop());
  process.on('SIGTERM', () => void stop());
  // under the launcher Ctrl-C reaches every process at once; the launcher decides the order
  process.on('SIGINT', () => process.connected || void stop());
  process.send?.({ ready: true, port: broker.port, internalPort: broker.internalPort });
}

main().catch((error: unknown) => {
  const line =
    error instanceof DomainError ? `${error.params.variable} must be ${error.params.expected}` : String(error);
  process.stderr.write(`broker: ${line}\n`);
  process.exit(1);
});
