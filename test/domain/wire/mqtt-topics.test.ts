import { describe, expect, it } from 'vitest';
import {
  addressOf,
  COMMAND_KINDS,
  commandTopic,
  DEVICE_BOUND_KINDS,
  EDGE_KINDS,
  edgeTopic,
  FACT_KINDS,
  factTopic,
  parseCommandTopic,
  parseEdgeTopic,
  parseFactTopic,
  RETAINED_FACTS,
} from '../../../domain/wire/mqtt-topics.ts';
import { EDGE_TOPICS } from '../../fixtures/topics.ts';

const address = { tenant: 'demo', yard: 'busan', area: 'bay1', device: 'cam01' };

describe('an edge topic', () => {
  it.each(EDGE_TOPICS)('%j has the kind %j and names the device %j', (topic, kind, device) => {
    expect(parseEdgeTopic(topic)?.kind ?? null).toBe(kind);
    expect(addressOf(topic)?.device ?? null).toBe(device);
  });

  it.each([...EDGE_KINDS, ...DEVICE_BOUND_KINDS])('of the kind %s is read as it is written', (kind) => {
    expect(edgeTopic(address, kind)).toBe(`scrap/v1/demo/busan/bay1/cam01/${kind}`);
    expect(parseEdgeTopic(edgeTopic(address, kind))).toEqual({ address, kind });
  });
});

describe('a fact topic', () => {
  it.each(FACT_KINDS)('of the kind %s is read as it is written', (kind) => {
    expect(factTopic('demo', 'busan', kind)).toBe(`scrap-facts/v1/demo/busan/${kind}`);
    expect(parseFactTopic(factTopic('demo', 'busan', kind))).toEqual({ tenant: 'demo', yard: 'busan', kind });
  });

  it.each([
    'scrap-facts/v1/demo/busan/rumour',
    'scrap-facts/v1/demo/busan',
    'scrap-facts/v1/demo/busan/day/extra',
    'scrap-facts/v1//busan/day',
    'scrap-facts/v1/demo//day',
    'scrap-facts/v2/demo/busan/day',
    'scrap/v1/demo/busan/day',
  ])('is not %s', (topic) => {
    expect(parseFactTopic(topic)).toBeNull();
  });

  it('is retained where a newcomer needs the latest', () => {
    expect(RETAINED_FACTS).toEqual(['day', 'device', 'account']);
  });
});

describe('a command topic', () => {
  it.each(COMMAND_KINDS)('of the kind %s is read as it is written', (kind) => {
    expect(commandTopic('demo', 'busan', kind)).toBe(`scrap-commands/v1/demo/busan/${kind}`);
    expect(parseCommandTopic(commandTopic('demo', 'busan', kind))).toEqual({ tenant: 'demo', yard: 'busan', kind });
  });

  it.each([
    'scrap-commands/v1/demo/busan/wish',
    'scrap-commands/v1/demo/busan',
    'scrap-commands/v1/demo/busan/correction/extra',
    'scrap-commands/v1//busan/correction',
    'scrap-commands/v1/demo//correction',
    'scrap-commands/v1/DEMO/busan/correction',
    'scrap-commands/v1/demo/BUSAN/correction',
    'scrap-commands/v2/demo/busan/correction',
    'scrap-facts/v1/demo/busan/correction',
  ])('is not %s', (topic) => {
    expect(parseCommandTopic(topic)).toBeNull();
  });
});
