import type { Aedes, Client } from 'aedes';

/**
 * aedes drops what it takes for a repeat: a message numbered below one that the subscriber already has. With sessions on
 * disk, messages of two devices overtake each other on their way through the store, and the later one would be lost to
 * whoever is connected. The ledger knows repeats by their ids, so nothing is dropped here.
 */
export function forwardAll(client: Client): void {
  Object.defineProperty(client, 'duplicates', { value: new Proxy({}, { get: () => 0, set: () => true }) });
}

type Publish = (packet: unknown, client: Client | null, done?: (error?: Error) => void) => void;

/**
 * With sessions on disk, aedes also lets messages of one client overtake each other, retained and others above all. A
 * subscriber may count on the order in which a client published [MQTT-4.6.0-6]; facts are numbered, and a gap means a
 * loss. So each message of a client waits until the one before it has been handed on.
 */
export function keepOrder(aedes: Aedes): void {
  const publish = aedes.publish.bind(aedes) as unknown as Publish;
  const handedOn = new WeakMap<Client, Promise<void>>();
  const inOrder: Publish = (packet, client, done) => {
    if (client === null || typeof client !== 'object') {
      publish(packet, client, done);
      return;
    }
    const next = (handedOn.get(client) ?? Promise.resolve()).then(
      () =>
        new Promise<void>((resolve) => {
          publish(packet, client, (error) => {
            resolve();
            done?.(error);
          });
        }),
    );
    handedOn.set(client, next);
  };
  Object.assign(aedes, { publish: inOrder });
}
