import { parseEdgeTopic } from '../../domain/wire/mqtt-topics.ts';

type UserProperties = Readonly<Record<string, string | string[]>>;

/**
 * A raw photo with MQTT 5 user properties, spelled as the JSON photo of MQTT 3.1.1 (edge contract, `frame`), so that it
 * can pass a broker without user properties. Null for any other message, and for bytes that are no JPEG, which travel
 * as they are to become a dead letter.
 */
export function frameAsJson(topic: string, payload: Buffer, properties: UserProperties): Buffer | null {
  if (parseEdgeTopic(topic)?.kind !== 'frame' || payload[0] !== 0xff || payload[1] !== 0xd8) return null;
  const { id, at, ticket, plate, lift } = properties;
  const number = (value: string | string[] | undefined) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return Buffer.from(
    JSON.stringify({ id, at: number(at), ticket, plate, lift: number(lift), jpeg: payload.toString('base64') }),
  );
}
