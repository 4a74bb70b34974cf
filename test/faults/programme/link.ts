import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A cable that can be pulled: everything that goes to a port goes through it. */
export interface Link {
  readonly port: number;
  /** breaks every connection with a reset; the next ones work */
  bounce(): void;
  /** lets no byte through any more and closes nothing, as a dead router does, for connections there are and to come */
  freeze(): void;
  /** refuses connections */
  cut(): void;
  /** lets through again; connections that were frozen stay dead */
  mend(): void;
  close(): Promise<void>;
}

/** Opens a cable to a port of this machine, which may change when what listens there starts anew. */
export async function openLink(portOf: () => number): Promise<Link> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'well' | 'frozen' | 'cut' = 'well';
  const server = createServer((near) => {
    if (state === 'cut') return void near.resetAndDestroy();
    const far = connect(portOf(), '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
      socket.setNoDelay(true);
    }
    if (state === 'frozen') return;
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const each = (act: (socket: Socket) => void) => {
    for (const pair of [...pairs]) for (const socket of pair) act(socket);
  };
  return {
    port: (server.address() as AddressInfo).port,
    bounce: () => each((socket) => socket.resetAndDestroy()),
    freeze: () => {
      state = 'frozen';
      each((socket) => {
        socket.unpipe();
        socket.pause();
      });
    },
    cut: () => {
      state = 'cut';
      each((socket) => socket.resetAndDestroy());
    },
    mend: () => {
      state = 'well';
    },
    close: async () => {
      each((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
