import { parseEdgeTopic } from '../../domain/wire/mqtt-topics.ts';
import { messageDigest } from './payload.ts';

type UserProperties = Readonly<Record<string, string | string[]>>;

/**
 * A raw photo with MQTT 5 user properties, spelled as the JSON photo of MQTT 3.1.1 (edge contract, `frame`), so that it
 * can pass a broker without user properties. Its id is the one it had: stated, or the digest of the raw message. Bytes
 * that are no JPEG travel the same way when they state an id, to be refused by it. Null for any other message.
 */
export function frameAsJson(topic: string, payload: Buffer, properties: UserProperties): Buffer | null {
  if (parseEdgeTopic(topic)?.kind !== 'frame' || payload.length === 0 || payload[0] === 0x7b) return null;
  const isJpeg = payload[0] === 0xff && payload[1] === 0xd8;
  const { id, at, ticket, plate, lift } = properties;
  if (!isJpeg && id === undefined) return null;
  const number = (value: string | string[] | undefined) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return Buffer.from(
    JSON.stringify({
      id: id ?? messageDigest(topic, payload),
      at: number(at),
      ticket,
      plate,
      lift: number(lift),
      jpeg: payload.toString('base64'),
    }),
  );
}
