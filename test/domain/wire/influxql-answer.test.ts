import { describe, expect, it } from 'vitest';
import { nsOfAnswer, seriesOf } from '../../../domain/wire/influxql-answer.ts';

describe("InfluxDB's answer", () => {
  it('is read with the tags as the application knows them', () => {
    const answer = {
      results: [
        {
          statement_id: 0,
          series: [
            {
              name: 'visit',
              tags: { yard: 'a%5c%25', partner: '', scale: null },
              columns: ['time', 'net_kg'],
              values: [['1970-01-01T00:00:00Z', 7]],
            },
            { columns: ['time', 'net_kg'] },
          ],
        },
        { statement_id: 1 },
      ],
    };
    expect(seriesOf(answer)).toEqual({
      series: [
        {
          tags: { yard: 'a\\%', partner: '', scale: '' },
          columns: ['time', 'net_kg'],
          rows: [['1970-01-01T00:00:00Z', 7]],
        },
        { tags: {}, columns: ['time', 'net_kg'], rows: [] },
      ],
    });
    expect(seriesOf({})).toEqual({ series: [] });
  });

  it.each([
    [{ error: 'authorization failed' }, 'authorization failed'],
    [{ results: [{}, { error: 'database not found' }] }, 'database not found'],
    ['<html>', 'not an answer of InfluxDB'],
    [{ results: [{ series: [{ columns: ['time'], values: [[{}]] }] }] }, 'not an answer of InfluxDB'],
  ])('%j says %j', (body, error) => {
    expect(seriesOf(body)).toEqual({ error });
  });
});

describe('a time of an answer', () => {
  it.each([
    ['2025-11-13T02:13:20.000000001Z', '1763000000000000001'],
    ['2025-11-13T02:13:20.12Z', '1763000000120000000'],
    ['2025-11-13T02:13:20Z', '1763000000000000000'],
    ['2025-11-13T11:13:20.5+09:00', '1763000000500000000'],
    ['1969-12-31T23:59:59.999999999Z', '-1'],
    ['2025-11-13T02:13:20', null],
    ['2025-13-13T02:13:20Z', null],
    ['', null],
  ])('%j is %j nanoseconds', (time, ns) => {
    expect(nsOfAnswer(time)).toBe(ns);
  });
});
