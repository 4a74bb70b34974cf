import { inspect } from 'node:util';

const SHOWN_CHARACTERS = 4;
/** Of a shorter key its end would tell too much. */
const LONG_ENOUGH = 16;

/** A key that no log, error or JSON can spell out; only whoever sends it asks for its text. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  /** `****` and, of a long key, its last four characters. */
  get masked(): string {
    return `****${this.#text.length >= LONG_ENOUGH ? this.#text.slice(-SHOWN_CHARACTERS) : ''}`;
  }

  /** The text without the key, should somebody have sent it back, plain or as it stands in JSON or an address. */
  strike(text: string): string {
    const spelled = [this.#text, JSON.stringify(this.#text).slice(1, -1), encodeURIComponent(this.#text)];
    return spelled.reduce((struck, one) => struck.replaceAll(one, '****'), text);
  }

  toString(): string {
    return this.masked;
  }

  toJSON(): string {
    return this.masked;
  }

  [inspect.custom](): string {
    return this.masked;
  }
}
