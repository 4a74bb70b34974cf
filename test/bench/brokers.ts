import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../../launch/program.ts';
import { freePort, listening } from '../ports.ts';

/** A broker as a process of its own, on a free port of this machine. */
export interface BenchBroker {
  readonly name: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** The embedded broker. */
export async function embeddedBroker(folder: string): Promise<BenchBroker> {
  const program = new Program('broker', 'collector/mqtt/broker-main', {
    ...process.env,
    MQTT_PORT: '0',
    MQTT_HOST: '127.0.0.1',
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
  });
  const { port } = await program.start();
  return { name: 'embedded broker', port: port ?? 0, stop: () => program.stop() };
}

/** Debian's mosquitto with a configuration of its own; null where it is not installed. */
export async function mosquittoBroker(folder: string): Promise<BenchBroker | null> {
  if (spawnSync('which', ['mosquitto']).status !== 0) return null;
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  // without the zeroes mosquitto drops what waits, and sends only 20 messages ahead of their acknowledgement
  writeFileSync(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nmax_inflight_messages 0\n`,
  );
  const child = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
  await listening(port);
  return {
    name: 'mosquitto',
    port,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
