import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { textOfTag } from './point-place.ts';

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

/** What /query answers, in every version of InfluxDB. */
export const InfluxAnswer = Type.Object({
  error: Type.Optional(Type.String()),
  results: Type.Optional(
    Type.Array(
      Type.Object({
        error: Type.Optional(Type.String()),
        series: Type.Optional(
          Type.Array(
            Type.Object({
              name: Type.Optional(Type.String()),
              tags: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))),
              columns: Type.Array(Type.String()),
              values: Type.Optional(Type.Array(Type.Array(Value))),
            }),
          ),
        ),
      }),
    ),
  ),
});
export type InfluxAnswer = Type.Static<typeof InfluxAnswer>;

/** Compiled, because an answer may have a hundred thousand values, which take a second to check one by one. */
const answer = Compile(InfluxAnswer);

/** One series of an answer: the tags it is grouped by, as the application knows them, and its columns. */
export interface AnsweredSeries {
  /** an absent tag is the empty text */
  readonly tags: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  /** in the order of the columns; `time` is RFC 3339 with nanoseconds, or a number where `epoch` was asked for */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** The series of an answer, or why it has none: InfluxDB's reason, or that it is no answer of InfluxDB's. */
export function seriesOf(body: unknown): { readonly series: AnsweredSeries[] } | { readonly error: string } {
  if (!answer.Check(body)) return { error: 'not an answer of InfluxDB' };
  const error = body.error ?? body.results?.find((result) => result.error !== undefined)?.error;
  if (error !== undefined) return { error };
  const series = (body.results ?? []).flatMap((result) => result.series ?? []);
  return {
    series: series.map(({ tags = {}, columns, values = [] }) => ({
      tags: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, textOfTag(value ?? '')])),
      columns,
      rows: values,
    })),
  };
}

/** Nanoseconds since the epoch of a time as /query tells it without `epoch`; null when it is no such time. */
export function nsOfAnswer(time: string): string | null {
  const match = /^(.+?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  const seconds = match ? Date.parse(`${match[1]}${match[3]}`) : Number.NaN;
  if (Number.isNaN(seconds)) return null;
  return String(BigInt(seconds) * 1_000_000n + BigInt((match?.[2] ?? '').padEnd(9, '0')));
}
