/** A device without a receipt sends again after this long (edge contract, `receipt`). */
const RESEND_AFTER_MS = 30_000;
/** Repeats wait twice as long each time, up to this: a collector that is away must not find a flood. */
const RESEND_AT_MOST_AFTER_MS = 10 * 60_000;
const SWEEP_EVERY_MS = 1_000;
/** mqtt.js without a bounded window collapses. */
const WINDOW = 100;

interface Kept<Message> {
  readonly id: string;
  readonly message: Message;
  sendings: number;
  dueAt: number;
  isQueued: boolean;
  wasPublished: () => void;
}

/**
 * Keeps every event of a device until its receipt comes and sends it again until then, at most 100 at a time.
 * `send` resolves when the broker has acknowledged the message. It will not make an event known twice: an id that
 * is still kept is only sent again.
 */
export class Outbox<Message> {
  readonly #send: (message: Message) => Promise<void>;
  readonly #kept = new Map<string, Kept<Message>>();
  #queue: Kept<Message>[] = [];
  #inFlight = 0;
  /** Grows at every cut, so that answers to what was sent before it are ignored. */
  #connection = 0;
  #isOnline = false;
  readonly #sweeper: NodeJS.Timeout;

  readonly #resendAfterMs: number;

  constructor(send: (message: Message) => Promise<void>, resendAfterMs = RESEND_AFTER_MS) {
    this.#send = send;
    this.#resendAfterMs = resendAfterMs;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_EVERY_MS);
  }

  /** How many events wait for their receipt. */
  get size(): number {
    return this.#kept.size;
  }

  /** Keeps an event and sends it as soon as it may; resolves when the broker has it for the first time. */
  put(id: string, message: Message): Promise<void> {
    return new Promise((resolve) => {
      const known = this.#kept.get(id);
      const kept = known ?? { id, message, sendings: 0, dueAt: 0, isQueued: false, wasPublished: resolve };
      if (known) resolve();
      this.#kept.set(id, kept);
      this.#enqueue(kept);
      this.#pump();
    });
  }

  /** Forgets the events a receipt names. */
  receive(ids: readonly string[]): void {
    for (const id of ids) {
      this.#kept.get(id)?.wasPublished();
      this.#kept.delete(id);
    }
  }

  /** The device is connected: everything due goes out. */
  resume(): void {
    this.#isOnline = true;
    this.#pump();
  }

  /** The device is cut off: what was under way counts as not sent. */
  suspend(): void {
    this.#isOnline = false;
    this.#connection += 1;
    this.#inFlight = 0;
    for (const kept of this.#kept.values()) if (kept.dueAt === Number.POSITIVE_INFINITY) this.#enqueue(kept);
  }

  close(): void {
    this.suspend();
    clearInterval(this.#sweeper);
  }

  #enqueue(kept: Kept<Message>): void {
    if (kept.isQueued) return;
    kept.isQueued = true;
    this.#queue.push(kept);
  }

  #sweep(): void {
    const now = Date.now();
    for (const kept of this.#kept.values()) if (kept.sendings > 0 && kept.dueAt <= now) this.#enqueue(kept);
    this.#pump();
  }

  #pump(): void {
    while (this.#isOnline && this.#inFlight < WINDOW) {
      const kept = this.#queue.shift();
      if (!kept) return;
      kept.isQueued = false;
      if (this.#kept.get(kept.id) === kept) this.#sendNow(kept);
    }
  }

  #sendNow(kept: Kept<Message>): void {
    const connection = this.#connection;
    this.#inFlight += 1;
    // under way: only a cut or the broker's answer makes it due again
    kept.dueAt = Number.POSITIVE_INFINITY;
    const settle = (isPublished: boolean): void => {
      if (connection !== this.#connection) return;
      this.#inFlight -= 1;
      kept.sendings += 1;
      kept.dueAt = Date.now() + Math.min(this.#resendAfterMs * 2 ** (kept.sendings - 1), RESEND_AT_MOST_AFTER_MS);
      if (isPublished) kept.wasPublished();
      this.#pump();
    };
    this.#send(kept.message).then(
      () => settle(true),
      () => settle(false),
    );
  }
}
