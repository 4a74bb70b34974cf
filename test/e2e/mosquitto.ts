import { spawn } from 'node:child_process';
import { once } from 'node:events';
import mqtt from 'mqtt';

/** Publishes one message with Debian's mosquitto_pub, as a device of another make would. */
export async function mosquittoPub(
  port: number,
  topic: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<void> {
  const child = spawn('mosquitto_pub', ['-p', String(port), '-q', '1', '-t', topic, ...args]);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  if (input) child.stdin.end(input);
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`mosquitto_pub ${topic}: ${complaint}`);
}

/** Properties of a raw photo as mosquitto_pub's arguments. */
export function userProperties(properties: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(properties).flatMap(([name, value]) => ['-D', 'PUBLISH', 'user-property', name, String(value)]);
}

/** Listens as any subscriber may; gives what has come so far, a `topic payload` per line. */
export async function subscribe(
  port: number,
  filter: string,
): Promise<{ lines: () => string[]; stop: () => Promise<void> }> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
  const lines: string[] = [];
  client.on('message', (topic, payload) => lines.push(`${topic} ${payload.toString()}`));
  await client.subscribeAsync(filter, { qos: 1 });
  return { lines: () => lines, stop: () => client.endAsync(true) };
}
