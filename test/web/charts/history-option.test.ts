import { describe, expect, it } from 'vitest';
import { type HistoryDress, historyOption } from '../../../web/charts/history-option.ts';

const dress: HistoryDress = {
  keyName: (key) => key.toUpperCase(),
  keyColour: (key) => (key === 'unjudged' ? 'transparent' : '#2f6fb3'),
  axisName: (time) => (time === 10 ? `${time}h` : ''),
  bucketName: (time) => `${time}h`,
  isRestated: (time) => time === 10,
  marked: new Set([10]),
  kilograms: String,
  total: 'total',
  restated: 'restated',
  text: '#000',
  quiet: '#555',
  line: '#ddd',
  surface: '#fff',
  attention: '#850',
};
const stacks = {
  times: [9, 10],
  keys: ['heavy', 'foreign', 'unjudged'],
  kg: Float64Array.of(1_500, 500, 0, 2_000, 0, 10),
};
const option = historyOption(stacks, dress);

describe('history chart', () => {
  it('stacks one series per key in tonnes from zero', () => {
    expect(option.yAxis.min).toBe(0);
    expect(option.series.slice(0, 3).map(({ name, data }) => [name, data])).toEqual([
      ['HEAVY', [1.5, 2]],
      ['FOREIGN', [0.5, 0]],
      ['UNJUDGED', [0, 0.01]],
    ]);
  });

  it('tells foreign matter and the unjudged by more than a colour', () => {
    expect(option.series[1]?.itemStyle).toHaveProperty('decal');
    expect(option.series[2]?.itemStyle).toMatchObject({ borderType: 'dashed' });
  });

  it('names only the buckets that have a name', () => {
    expect([0, 1].map((index) => option.xAxis.axisLabel.interval(index))).toEqual([false, true]);
  });

  it('marks a restated bucket at its top, and says so on hover with exact kilograms', () => {
    expect(option.series.at(-1)).toMatchObject({ type: 'scatter', data: ['-', 2.01] });
    const { formatter } = option.tooltip;
    expect(formatter([{ dataIndex: 1 }])).toBe('10h  restated\nHEAVY  2000 kg\nUNJUDGED  10 kg\ntotal  2010 kg');
    expect(formatter([{ dataIndex: 0 }])).toBe('9h\nHEAVY  1500 kg\nFOREIGN  500 kg\ntotal  2000 kg');
    expect(formatter([])).toBe('');
  });
});
