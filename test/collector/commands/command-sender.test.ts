import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxRows } from '../../../collector/ledger/outbox.ts';
import { Yard } from './yard.ts';

let yard: Yard;
const told = () => yard.published.map(({ topic, payload }) => [topic.split('/')[4], JSON.parse(payload)] as const);

beforeEach(() => {
  yard = new Yard();
  yard.reading('r1', true);
});
afterEach(() => yard.ledger.close());

describe('commands', () => {
  it('go to their device as the contract has it, and are noted as sent', async () => {
    await yard.send();
    const at = '2026-11-22T09:30:00.000+09:00';
    const more = { at, command: 'hold-crane', args: {}, expiresAt: '2026-11-22T09:30:30.000+09:00' };
    expect(told()).toEqual([
      ['bay1', { id: yard.id('bay1', 'hold-crane'), ...more }],
      ['bay2', { id: yard.id('bay2', 'hold-crane'), ...more }],
    ]);
    expect(yard.published[0]?.topic).toBe('scrap/v1/t/y/bay1/crane01/cmd');
    expect(yard.rows('sent')).toEqual(['bay1 hold-crane', 'bay2 hold-crane']);
    await yard.send();
    expect(yard.published).toHaveLength(2);
  });

  it('do not wait behind facts, nor take any of them along', async () => {
    yard.weighing('w1', 30_000);
    const facts = outboxRows(yard.ledger, 1_000);
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.every(({ topic }) => topic.startsWith('scrap-facts/'))).toBe(true);
    await yard.send();
    expect(outboxRows(yard.ledger, 1_000)).toEqual(facts);
  });

  it('that were issued before a crash go out once after it, under the same id', async () => {
    const id = yard.id('bay1', 'hold-crane');
    yard.start();
    // the broker had not acknowledged the reading, so it comes again
    yard.reading('r1', true);
    await yard.send();
    expect(told().map(([area, { id: sent }]) => [area, sent])).toEqual([
      ['bay1', id],
      ['bay2', yard.id('bay2', 'hold-crane')],
    ]);
  });

  it('that were under way at a crash go out again under the same id', async () => {
    const halfway: string[] = [];
    yard.start((messages) => {
      halfway.push(...messages.map(({ payload }) => JSON.parse(payload).id));
      return Promise.reject(new Error('connection closed'));
    });
    await yard.send();
    expect(yard.rows('sent')).toEqual([]);
    yard.start();
    await yard.send();
    expect(told().map(([, { id }]) => id)).toEqual(halfway);
    expect(yard.rows('sent')).toHaveLength(2);
  });

  it('that nobody could be told in time expire unsent, and never go out', async () => {
    yard.isConnected = false;
    yard.now += 30_000;
    await yard.send();
    expect(yard.rows('expired')).toEqual([]);
    yard.now += 1;
    await yard.send();
    yard.isConnected = true;
    await yard.send();
    expect(yard.published).toEqual([]);
    expect(yard.ledger.all("SELECT DISTINCT reason FROM command_row WHERE state = 'expired'")).toEqual([
      { reason: 'never sent' },
    ]);
    expect(yard.stirred).toEqual(['y']);
  });

  it('that got no answer expire once, those that got one do not', async () => {
    await yard.send();
    yard.say('bay1/crane01', 'ack', { id: yard.id('bay1', 'hold-crane'), result: 'done' });
    yard.now += 60_000;
    await yard.send();
    yard.start();
    await yard.send();
    expect(yard.ledger.all("SELECT area, reason FROM command_row WHERE state = 'expired'")).toEqual([
      { area: 'bay2', reason: 'no answer' },
    ]);
  });
});
