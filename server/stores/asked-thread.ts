import type { Worker } from 'node:worker_threads';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { startThread } from './start-thread.ts';

/** What a thread is asked; several questions of one id follow each other. */
export type Asked<Question> = Question & { readonly id: number };

/** Its answer, or why there is none; without a code the failure is no DomainError. */
export type Answered<Answer> = { readonly id: number; readonly answer: Answer } | ThreadFailure;

export interface ThreadFailure {
  readonly id: number;
  readonly code: ErrorCode | null;
  readonly params: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** A failure as the thread tells it. */
export function failureOf(id: number, error: unknown): ThreadFailure {
  const { code, params } = error instanceof DomainError ? error : { code: null, params: {} };
  return { id, code, params, message: String(error) };
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  /** address of its module, as `startThread` takes it */
  readonly entry: URL;
  readonly data: object;
  /** what it is, for whoever waits when it ends: `the thread that prints slips` */
  readonly name: string;
}

/**
 * Work on a thread of its own, so that nobody else is kept waiting. The thread begins with the first question; one that
 * ends by itself fails what it was asked, and the next question begins another.
 */
export class AskedThread<Question extends object, Answer> {
  readonly #thread: Thread;
  #worker: Worker | null = null;
  /** keyed by the question's id */
  #waiting = new Map<number, Waiting<Answer>>();
  #lastId = 0;

  constructor(thread: Thread) {
    this.#thread = thread;
  }

  newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** @throws DomainError the thread's own; an Error when it fails otherwise or ends */
  ask(question: Question, id = this.newId()): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.tell(question, id);
    });
  }

  /** Says something that is not answered. */
  tell(question: Question, id: number): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage({ ...question, id } satisfies Asked<Question>);
  }

  /** Says something to a thread that runs; where none does there is nothing to say. */
  tellRunning(question: Question, id: number): void {
    if (this.#worker !== null) this.tell(question, id);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const { entry, data, name } = this.#thread;
    const worker = startThread(entry, data);
    // whoever waits for an answer holds the process; the thread alone does not
    worker.unref();
    let reason: unknown = null;
    worker.on('message', (answered: Answered<Answer>) => this.#answered(answered));
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      const waiting = this.#waiting;
      this.#waiting = new Map();
      this.#worker = null;
      const failure = new Error(`${name} has ended`, { cause: reason });
      for (const { reject } of waiting.values()) reject(failure);
    });
    return worker;
  }

  #answered(answered: Answered<Answer>): void {
    const waiting = this.#waiting.get(answered.id);
    this.#waiting.delete(answered.id);
    if ('answer' in answered) waiting?.resolve(answered.answer);
    else if (answered.code === null) waiting?.reject(new Error(answered.message));
    else waiting?.reject(new DomainError(answered.code, answered.params));
  }
}
