import type { InfluxSettings } from '../../../domain/settings.ts';
import { SECOND_MS } from '../../../domain/units.ts';
import { type Question, selectText } from '../../../domain/wire/influxql.ts';
import { type AnsweredSeries, seriesOf } from '../../../domain/wire/influxql-answer.ts';

/** A chart that has waited this long is better drawn from the ledger. */
const PATIENCE_MS = 5 * SECOND_MS;

/**
 * Asks InfluxDB by InfluxQL over /query, which 1.x, 2.x and 3 Core answer alike; times come as milliseconds.
 * @throws Error when it cannot be reached in time, refuses, or answers something else
 */
export async function askInflux(settings: InfluxSettings, question: Question): Promise<AnsweredSeries[]> {
  const search = new URLSearchParams({ db: settings.bucket, epoch: 'ms', q: selectText(question) });
  const answer = await fetch(`${settings.url}/query?${search}`, {
    headers: { accept: 'application/json', ...authorizationOf(settings) },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`InfluxDB answered ${answer.status}: ${text.slice(0, 200)}`);
  const read = seriesOf(JSON.parse(text));
  if ('error' in read) throw new Error(`InfluxDB refused: ${read.error}`);
  return read.series;
}

function authorizationOf({ token, username, password }: InfluxSettings): Record<string, string> {
  if (token !== null) return { authorization: `Token ${token}` };
  if (username === null) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` };
}
