import { randomUUID } from 'node:crypto';
import { Duplex } from 'node:stream';
import mqttPacket, { type IConnackPacket, type IConnectPacket, type IPublishPacket, type Packet } from 'mqtt-packet';
import { frameAsJson } from './frame-as-json.ts';

/** Return codes of MQTT 3.1.1 (3.2.2.3) as reason codes of MQTT 5 (3.2.2.2). */
const REASON_OF_RETURN_CODE = [0, 132, 133, 136, 134, 135];
/** MQTT 5, 3.14.2.1: disconnect with will message. */
const DISCONNECT_WITH_WILL = 4;

/**
 * Lets an MQTT 5 client speak to aedes, which knows 3.1.1 alone: packets are translated both ways. User properties have
 * no place in 3.1.1, so a raw photo with its properties becomes the JSON photo of the edge contract, which says the
 * same; other user properties are dropped. A session lasts when the client asks for it (clean start false and a session
 * expiry above 0). Not offered: topic aliases, no-local, subscription identifiers, enhanced authentication.
 */
export class V5Door extends Duplex {
  readonly #client: Duplex;
  readonly #fromClient = mqttPacket.parser({ protocolVersion: 5 });
  readonly #fromBroker = mqttPacket.parser({ protocolVersion: 4 });
  /** topics of an unsubscribe that waits for its answer, by message id: MQTT 5 answers each */
  readonly #unsubscribing = new Map<number, number>();
  #assignedId: string | null = null;

  constructor(client: Duplex) {
    super();
    this.#client = client;
    this.#fromClient.on('packet', (packet: Packet) => this.#orCutOff(() => this.#toBroker(packet)));
    this.#fromClient.on('error', () => this.destroy());
    this.#fromBroker.on('packet', (packet: Packet) => this.#orCutOff(() => this.#toClient(packet)));
    this.#fromBroker.on('error', () => this.destroy());
    client.on('data', (chunk: Buffer) => this.#fromClient.parse(chunk));
    client.on('end', () => this.push(null));
    client.on('close', () => this.destroy());
    client.on('error', () => this.destroy());
  }

  override _read(): void {
    this.#client.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#fromBroker.parse(chunk);
    if (this.#client.writableNeedDrain) this.#client.once('drain', () => done());
    else done();
  }

  override _final(done: () => void): void {
    this.#client.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#client.destroy();
    done(error);
  }

  /** A packet that cannot be said in the other version ends its connection, never the broker. */
  #orCutOff(translate: () => void): void {
    try {
      translate();
    } catch {
      this.destroy();
    }
  }

  #toBroker(packet: Packet): void {
    const translated = this.#asV4(packet);
    if (!translated) return;
    if (!this.push(mqttPacket.generate(translated, { protocolVersion: 4 }))) this.#client.pause();
  }

  #asV4(packet: Packet): Packet | null {
    switch (packet.cmd) {
      case 'connect':
        return this.#connect(packet);
      case 'publish':
        return publishAsV4(packet);
      case 'subscribe':
        return {
          ...packet,
          subscriptions: packet.subscriptions.map(({ topic, qos }) => ({ topic, qos })),
          properties: {},
        };
      case 'unsubscribe':
        this.#unsubscribing.set(packet.messageId ?? 0, packet.unsubscriptions.length);
        return { ...packet, properties: {} };
      case 'disconnect':
        if (packet.reasonCode === DISCONNECT_WITH_WILL) {
          this.destroy();
          return null;
        }
        return { cmd: 'disconnect' };
      case 'auth':
        this.destroy();
        return null;
      default:
        return packet;
    }
  }

  #connect(packet: IConnectPacket): Packet {
    const lasts = !packet.clean && (packet.properties?.sessionExpiryInterval ?? 0) > 0;
    if (!packet.clientId) this.#assignedId = `assigned-${randomUUID()}`;
    const { properties: _properties, will, ...rest } = packet;
    return {
      ...rest,
      protocolVersion: 4,
      clean: !lasts,
      clientId: this.#assignedId ?? packet.clientId,
      ...(will ? { will: { topic: will.topic, payload: will.payload, qos: will.qos, retain: will.retain } } : {}),
    } as IConnectPacket;
  }

  #toClient(packet: Packet): void {
    this.#client.write(mqttPacket.generate(this.#asV5(packet), { protocolVersion: 5 }));
  }

  #asV5(packet: Packet): Packet {
    if (packet.cmd === 'connack') return this.#connack(packet);
    if (packet.cmd === 'unsuback') {
      const topics = this.#unsubscribing.get(packet.messageId ?? 0) ?? 1;
      this.#unsubscribing.delete(packet.messageId ?? 0);
      return { ...packet, granted: Array.from({ length: topics }, () => 0) };
    }
    return packet;
  }

  #connack(packet: IConnackPacket): Packet {
    return {
      cmd: 'connack',
      sessionPresent: packet.sessionPresent,
      reasonCode: REASON_OF_RETURN_CODE[packet.returnCode ?? 0] ?? 128,
      properties: {
        topicAliasMaximum: 0,
        subscriptionIdentifiersAvailable: false,
        ...(this.#assignedId === null ? {} : { assignedClientIdentifier: this.#assignedId }),
      },
    };
  }
}

function publishAsV4(packet: IPublishPacket): Packet {
  const { properties, ...rest } = packet;
  const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
  const photo = frameAsJson(packet.topic, payload, properties?.userProperties ?? {});
  return { ...rest, payload: photo ?? payload };
}

/**
 * The protocol level of a CONNECT (MQTT 3.1.1 and 5, 3.1.2.2) from the first bytes of a connection; null while there
 * are too few of them.
 */
export function protocolLevel(bytes: Uint8Array): number | null {
  let at = 1;
  while (((bytes[at] ?? 0) & 0x80) !== 0 && at < 4) at += 1;
  const nameLength = ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return bytes[at + 3 + nameLength] ?? null;
}
