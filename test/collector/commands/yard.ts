import { CommandSender } from '../../../collector/commands/command-sender.ts';
import { Interlock } from '../../../collector/commands/interlock.ts';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import type { Outcome } from '../../../collector/messages.ts';
import { decode } from '../../../collector/mqtt/decode.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';

export const NOW = Date.parse('2026-11-22T09:30:00+09:00');
const PLATE = '부산86바1234';

interface Published {
  readonly topic: string;
  readonly payload: string;
}

/** A yard with two cranes, a scale and a gate, whose ledger outlives its collector. */
export class Yard {
  readonly ledger: Ledger;
  now = NOW;
  isConnected = true;
  readonly published: Published[] = [];
  readonly stirred: string[] = [];
  #bookkeeper!: Bookkeeper;
  #sender!: CommandSender;

  constructor(file = ':memory:') {
    this.ledger = new Ledger(file);
    this.start();
    for (const bay of ['bay1', 'bay2'])
      this.say(`${bay}/crane01`, 'lift', { id: `${bay}-old`, at: this.now - 3_600_000, kg: 900 });
  }

  /** Begins anew on the same ledger, as after a crash. */
  start(publish?: (messages: readonly Published[]) => Promise<void>): void {
    this.#bookkeeper = new Bookkeeper(this.ledger, () => [], new Interlock(this.ledger, () => 40_000));
    const yard = this;
    const outgoing = {
      get connected() {
        return yard.isConnected;
      },
      publish:
        publish ??
        ((messages: readonly Published[]) => {
          this.published.push(...messages.map(({ topic, payload }) => ({ topic, payload })));
          return Promise.resolve();
        }),
    };
    this.#sender = new CommandSender({
      ...{ ledger: this.ledger, outgoing, now: () => this.now },
      onExpired: (yards) => this.stirred.push(...yards.keys()),
    });
  }

  say(device: string, kind: string, body: object): Outcome | undefined {
    return this.deliver(`scrap/v1/t/y/${device}/${kind}`, { at: this.now, ...body });
  }

  office(kind: string, body: object): Outcome | undefined {
    return this.deliver(`scrap-commands/v1/t/y/${kind}`, { at: this.now, by: 'kim', reason: '확인함', ...body });
  }

  reading(id: string, alarm: boolean, more: object = {}): void {
    this.say('gate/rad01', 'radiation', { id, alarm, microSvPerHour: alarm ? 2 : 0.1, plate: PLATE, ...more });
  }

  weighing(id: string, kg: number, more: object = {}): void {
    this.say('weigh/wb01', 'weighing', { id, kg, stable: true, plate: PLATE, ...more });
  }

  /** A photo of a lift and what a model says of it. */
  judged(event: string, isOutOfDomain: boolean): void {
    const row = this.ledger.first<{ seq: number; visit: string }>(
      'SELECT e.seq, s.visit FROM event e JOIN standing s ON s.event = e.seq WHERE e.id = ?',
      event,
    );
    if (!row) throw new Error(`no photo ${event}`);
    this.ledger.transaction(() => {
      this.ledger.run(
        `INSERT INTO inference (event, at, model, version, model_sha256, probabilities, grade, confidence, latency_ms, out_of_domain)
         VALUES (?, ?, 'm', '1', 'a', '{"heavy":1}', 'heavy', 1, 1, ?)`,
        ...[row.seq, this.now, isOutOfDomain ? 1 : 0],
      );
      const visits = new Map([[row.visit, `inference/${event}`]]);
      this.#bookkeeper.resettle(visits, { tenant: 't', yard: 'y' }, this.now, [row.seq]);
    });
  }

  send(): Promise<void> {
    return this.#sender.send();
  }

  /** Rows of a state as `area name`, in order. */
  rows(state = 'issued'): string[] {
    const sql = 'SELECT area, name FROM command_row WHERE state = ? ORDER BY seq';
    return this.ledger.all<{ area: string; name: string }>(sql, state).map(({ area, name }) => `${area} ${name}`);
  }

  /** The id of the only issued command of a name to an area. */
  id(area: string, name: string): string {
    const sql = "SELECT command FROM command_row WHERE state = 'issued' AND area = ? AND name = ? ORDER BY seq DESC";
    return this.ledger.first<{ command: string }>(sql, area, name)?.command ?? '';
  }

  private deliver(topic: string, body: object): Outcome | undefined {
    const payload = Buffer.from(JSON.stringify(body));
    const decoded = decode({ topic, payload, properties: {}, receivedAt: this.now }, null);
    return decoded ? this.#bookkeeper.book([decoded.message], this.now)[0] : undefined;
  }
}
