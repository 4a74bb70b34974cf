import type { IClientOptions } from 'mqtt';
import { expect, it, vi } from 'vitest';
import { client, testBroker } from './real-broker.ts';

it('delivers every message of twenty devices that publish at once to a durable session, each device in its order', async () => {
  const { url } = await testBroker();
  const connect = (options: IClientOptions) => client(url, options);
  const collector = await connect({
    clientId: 'collector',
    clean: false,
    protocolVersion: 5,
    properties: { sessionExpiryInterval: 3_600 },
  });
  const received = new Set<string>();
  collector.on('message', (topic, payload) => received.add(`${topic} ${payload.subarray(0, 8)}`));
  await collector.subscribeAsync('scrap/v1/#', { qos: 1 });

  const devices = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      connect({ clientId: `d${index}`, protocolVersion: index % 2 === 0 ? 4 : 5 }),
    ),
  );
  // sizes differ, so that the store takes longer for some than for others
  await Promise.all(
    devices.flatMap((device, index) =>
      Array.from({ length: 40 }, (_, message) =>
        device.publishAsync(
          `scrap/v1/t/y/bay${index}/d/lift`,
          `${message}`.padEnd(8) + 'x'.repeat(message % 3 === 0 ? 60_000 : 10),
          { qos: 1, retain: message % 10 === 0 },
        ),
      ),
    ),
  );
  await vi.waitFor(() => expect(received.size).toBe(800), { timeout: 20_000 });
  for (const index of devices.keys()) {
    const own = [...received]
      .filter((line) => line.includes(`/bay${index}/`))
      .map((line) => Number(line.split(' ')[1]));
    expect(own).toEqual(Array.from({ length: 40 }, (_, message) => message));
  }
});
