import { type LineWriter, WriteFailure } from '../../../collector/projection/influx-writer.ts';

/** Says what becomes of a request; null: the lines are written. */
export type Answer = (lines: readonly string[]) => WriteFailure | null;

/** InfluxDB as a table of lines by their place: a line written again takes the place of the one before. */
export class FakeWriter implements LineWriter {
  readonly requests: (readonly string[])[] = [];
  readonly store = new Map<string, string>();
  answer: Answer = () => null;
  /** called when a request has come in, before it is answered */
  onRequest: () => void = () => undefined;

  write(lines: readonly string[]): Promise<void> {
    this.requests.push(lines);
    this.onRequest();
    const failure = this.answer(lines);
    if (failure) return Promise.reject(failure);
    for (const line of lines) this.store.set(placeOfLine(line), line);
    return Promise.resolve();
  }

  stop(): void {}

  /** The sum of an integer field over all lines of a measurement. */
  sum(measurement: string, field: string): number {
    return [...this.store.values()]
      .filter((line) => line.startsWith(`${measurement},`))
      .map((line) => Number(new RegExp(`[ ,]${field}=(-?\\d+)i`).exec(line)?.[1] ?? 0))
      .reduce((all, value) => all + value, 0);
  }
}

/** Refuses requests with a line that has the text in it, as InfluxDB does: the answer does not say which line. */
export const refusing =
  (text: string, status = 400): Answer =>
  (lines) =>
    lines.some((line) => line.includes(text)) ? new WriteFailure(status, `unable to parse: ${text}`) : null;

/** Measurement, tags and time, which name a line. */
function placeOfLine(line: string): string {
  const series = /^(?:\\.|[^ ])*/.exec(line)?.[0] ?? '';
  return `${series} ${line.slice(line.lastIndexOf(' ') + 1)}`;
}
