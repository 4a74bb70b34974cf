import mqtt from 'mqtt';
import { truckMessages } from './truck-messages.ts';

/** The load of the intake bench, as a process of its own: port, yard, count. It speaks to this machine only. */
const [port, yard, count] = process.argv.slice(2);
const WINDOW = 100;
const CLIENTS = 4;

async function main(): Promise<void> {
  const messages = truckMessages(Number(count), yard ?? 'bench');
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, () => mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 4 })),
  );
  let next = 0;
  const lane = async (client: mqtt.MqttClient): Promise<void> => {
    for (let index = next++; index < messages.length; index = next++) {
      const { topic, payload } = messages[index] as (typeof messages)[number];
      await client.publishAsync(topic, payload, { qos: 1 });
    }
  };
  process.send?.('begun');
  await Promise.all(clients.flatMap((client) => Array.from({ length: WINDOW / CLIENTS }, () => lane(client))));
  await Promise.all(clients.map((client) => client.endAsync()));
  process.disconnect?.();
}

await main();
