import { setTimeout as pause } from 'node:timers/promises';
import mqtt from 'mqtt';
import { io, type Socket } from 'socket.io-client';
import { formatKst } from '../../domain/kst-time.ts';
import type { ClientEvents, JoinAnswer, ServerEvents, YardChange } from '../../domain/wire/socket-events.ts';
import { type System, startSystem } from '../e2e/system.ts';
import { type Figure, percentile } from './figures.ts';

const WEIGHINGS = 200;
const EVERY_MS = 250;
/** Four yards in turn, so that the limit of four frames a second to a screen is not what is measured. */
const YARDS = ['screen-a', 'screen-b', 'screen-c', 'screen-d'];

type Screen = Socket<ServerEvents, ClientEvents>;

/** From a weighing published to the frame that shows its visit at a client of the live socket, the whole system between. */
export async function benchScreen(): Promise<Figure[]> {
  const system = await startSystem();
  const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${system.mqttPort}`);
  const listener = await mqtt.connectAsync(`mqtt://127.0.0.1:${system.mqttPort}`);
  await listener.subscribeAsync('scrap/v1/+/+/+/+/weighing', { qos: 1 });
  const screens: Screen[] = [];
  const direct: number[] = [];
  const shown: number[] = [];
  try {
    for (const yard of YARDS) {
      await device.publishAsync(`${scale(yard)}/state`, JSON.stringify({ online: true, at: Date.now() }), { qos: 1 });
      screens.push(await follow(yard, system));
    }
    for (let index = 0; index < WEIGHINGS; index += 1) {
      const turn = Math.floor(index / YARDS.length);
      const ticket = `S-${turn >> 1}`;
      const status = turn % 2 === 0 ? 'open' : 'closed';
      const screen = screens[index % YARDS.length] as Screen;
      const topic = `${scale(YARDS[index % YARDS.length] as string)}/weighing`;
      const frame = frameWith(screen, ({ visits }) => visits.some((v) => v.ticket === ticket && v.status === status));
      const begun = performance.now();
      const heard = new Promise<void>((resolve) => {
        listener.once('message', () => {
          direct.push(performance.now() - begun);
          resolve();
        });
      });
      await device.publishAsync(topic, weighing(turn, ticket), { qos: 1 });
      await frame;
      shown.push(performance.now() - begun);
      await heard;
      // never in step with the seconds in which the system tells its own state
      await pause(Math.max(0, EVERY_MS + ((index * 37) % 100) - 50 - (performance.now() - begun)));
    }
    return [
      { what: 'screen: weighing to frame, p50', unit: 'ms', ours: percentile(shown, 0.5), raw: broker(direct, 0.5) },
      { what: 'screen: weighing to frame, p99', unit: 'ms', ours: percentile(shown, 0.99), raw: broker(direct, 0.99) },
    ];
  } finally {
    for (const screen of screens) screen.close();
    await device.endAsync();
    await listener.endAsync();
    await system.stop();
    system.remove();
  }
}

const scale = (yard: string): string => `scrap/v1/bench/${yard}/gate/wb01`;

/** A client that follows a yard, once the yard exists. */
async function follow(yard: string, { url, cookie }: System): Promise<Screen> {
  const screen: Screen = io(url, { extraHeaders: { cookie }, transports: ['websocket'], forceNew: true });
  screen.on('yard:changed', acknowledge);
  for (;;) {
    const answer = await new Promise<JoinAnswer>((joined) => screen.emit('yard:join', yard, joined));
    if (answer.ok) return screen;
    await pause(100);
  }
}

const broker = (direct: readonly number[], share: number) => ({
  what: 'the same message at a bare mqtt.js',
  figure: percentile(direct, share),
});

function weighing(turn: number, ticket: string): string {
  const kg = turn % 2 === 0 ? 29_820 : 6_080;
  return JSON.stringify({
    id: `s${turn}`,
    at: formatKst(Date.now()),
    kg,
    stable: true,
    plate: '부산86바1234',
    ticket,
  });
}

function frameWith(socket: Screen, isWanted: (change: YardChange) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look: ServerEvents['yard:changed'] = (change, received) => {
      received();
      if (!isWanted(change)) return;
      socket.off('yard:changed', look);
      socket.on('yard:changed', acknowledge);
      resolve();
    };
    socket.off('yard:changed', acknowledge);
    socket.on('yard:changed', look);
  });
}

/** Between two weighings frames go on coming, and each waits for its answer. */
const acknowledge: ServerEvents['yard:changed'] = (_change, received) => received();
