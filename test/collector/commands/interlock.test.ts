import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jpeg } from '../../fixtures/jpegs.ts';
import { NOW, Yard } from './yard.ts';

const HELD = ['bay1 hold-crane', 'bay2 hold-crane'];
const LET_GO = ['bay1 release-crane', 'bay2 release-crane'];
let yard: Yard;

beforeEach(() => {
  yard = new Yard();
});
afterEach(() => yard.ledger.close());

async function photo(id: string): Promise<void> {
  const image = (await jpeg()).toString('base64');
  yard.say('bay1/cam01', 'frame', { id, lift: 1, plate: '부산86바1234', jpeg: image });
}

describe('a radiation alarm', () => {
  it('holds every crane, and a clear reading of the same truck lets them go', () => {
    yard.reading('r1', true);
    expect(yard.rows()).toEqual(HELD);
    yard.now += 60_000;
    yard.reading('r2', false, { plate: '포항12가7777' });
    expect(yard.rows('released')).toEqual([]);
    yard.reading('r3', false);
    expect(yard.rows('released')).toEqual(HELD);
    expect(yard.rows()).toEqual([...HELD, ...LET_GO]);
  });

  it('is over when its truck has left', () => {
    yard.reading('r1', true);
    yard.now += 60_000;
    yard.weighing('w1', 30_000);
    expect(yard.rows('released')).toEqual([]);
    yard.now += 600_000;
    yard.weighing('w2', 8_000);
    expect(yard.rows('released')).toEqual(HELD);
    expect(yard.rows()).toEqual([...HELD, ...LET_GO]);
  });

  it('that comes after the clear reading which followed it holds nothing', () => {
    yard.reading('r2', false);
    yard.reading('r1', true, { at: yard.now - 1_000 });
    expect(yard.rows()).toEqual([]);
  });

  it('lets a crane go only when no other alarm holds it', () => {
    yard.reading('r1', true);
    yard.reading('r2', true, { plate: '포항12가7777' });
    yard.now += 1_000;
    yard.reading('r3', false);
    expect(yard.rows()).toEqual([...HELD, ...HELD]);
    yard.reading('r4', false, { plate: '포항12가7777' });
    expect(yard.rows()).toEqual([...HELD, ...HELD, ...LET_GO]);
  });

  it('of yesterday is never acted on', () => {
    yard.reading('r1', true, { at: NOW - 86_400_000 });
    expect(yard.rows()).toEqual([]);
  });

  it('that is told three times is one command to each crane, whichever way it is told', () => {
    for (let time = 0; time < 3; time += 1) {
      yard.start();
      yard.reading('r1', true, { at: NOW });
    }
    expect(yard.rows()).toEqual(HELD);
    expect(yard.ledger.all('SELECT seq FROM outbox WHERE topic LIKE ?', '%/cmd')).toHaveLength(2);
  });
});

describe('a release by a person', () => {
  it('overrides one hold in their name, and its crane is let go', () => {
    yard.reading('r1', true);
    const command = yard.id('bay1', 'hold-crane');
    expect(yard.office('release', { id: 'o1', command })).toMatchObject({ code: null });
    expect(yard.rows('overridden')).toEqual(['bay1 hold-crane']);
    expect(yard.ledger.all("SELECT by, reason FROM command_row WHERE state = 'overridden'")).toEqual([
      { by: 'kim', reason: '확인함' },
    ]);
    expect(yard.rows()).toEqual([...HELD, 'bay1 release-crane']);
    // the alarm's own end does not release it again
    yard.now += 1_000;
    yard.reading('r2', false);
    expect(yard.rows('released')).toEqual(['bay2 hold-crane']);
    expect(yard.rows()).toEqual([...HELD, 'bay1 release-crane', 'bay2 release-crane']);
  });

  it('of what stands no more changes nothing, and of what never was is refused', () => {
    yard.reading('r1', true);
    const command = yard.id('bay1', 'hold-crane');
    yard.office('release', { id: 'o1', command });
    yard.office('release', { id: 'o2', command });
    expect(yard.rows()).toEqual([...HELD, 'bay1 release-crane']);
    expect(yard.office('release', { id: 'o3', command: 'cmd-none' })).toMatchObject({ code: 'COMMAND_INVALID' });
  });
});

describe('an overload', () => {
  it('is shown at the scale that weighed it, once', () => {
    yard.weighing('w1', 40_000, { plate: '포항12가7777' });
    yard.weighing('w2', 40_020);
    yard.weighing('w2', 40_020);
    expect(yard.rows()).toEqual(['weigh show-bay']);
    expect(yard.ledger.all('SELECT args, rule, cause FROM command_row')).toEqual([
      { args: '{"bay":"weigh","show":"overload"}', rule: 'overload@1', cause: 4 },
    ]);
  });
});

describe('a lift', () => {
  beforeEach(async () => {
    yard.weighing('w1', 30_000);
    yard.now += 10_000;
    yard.say('bay1/crane01', 'lift', { id: 'l1', kg: 1_500, lift: 1, plate: '부산86바1234' });
    await photo('p1');
  });

  it('of unknown look is shown to its own crane once all its photos are judged', async () => {
    await photo('p2');
    yard.judged('p1', true);
    expect(yard.rows()).toEqual([]);
    yard.judged('p2', true);
    expect(yard.rows()).toEqual(['bay1 show-bay']);
  });

  it('with a photo the model knows is left alone', async () => {
    await photo('p2');
    yard.judged('p1', true);
    yard.judged('p2', false);
    expect(yard.rows()).toEqual([]);
  });

  it('that was judged long after is left alone', () => {
    yard.now += 600_000;
    yard.judged('p1', true);
    expect(yard.rows()).toEqual([]);
  });

  it('in which a person sees foreign matter holds the crane of that bay until the truck has left', () => {
    const visit = yard.ledger.first<{ id: string }>('SELECT id FROM visit')?.id;
    yard.office('correction', { id: 'c1', visit, frame: 'p1', grade: 'foreign' });
    expect(yard.rows()).toEqual(['bay1 hold-crane']);
    yard.now += 600_000;
    yard.weighing('w2', 8_000);
    expect(yard.rows()).toEqual(['bay1 hold-crane', 'bay1 release-crane']);
    yard.office('correction', { id: 'c2', visit, frame: 'p1', grade: 'foreign' });
    expect(yard.rows()).toHaveLength(2);
  });
});

describe('an answer', () => {
  beforeEach(() => yard.reading('r1', true));

  it.each([
    ['done', 'acked'],
    ['failed', 'failed'],
  ])('%s is noted, its repetition with another time is none', (result, state) => {
    const id = yard.id('bay1', 'hold-crane');
    yard.say('bay1/crane01', 'ack', { id, result });
    yard.now += 5_000;
    expect(yard.say('bay1/crane01', 'ack', { id, result })).toMatchObject({ code: null });
    expect(yard.rows(state)).toEqual(['bay1 hold-crane']);
    expect(yard.ledger.all('SELECT at FROM command_row WHERE state = ?', state)).toEqual([{ at: NOW }]);
  });

  it('of another device, or to what nobody said, is none', () => {
    yard.say('bay2/crane01', 'ack', { id: yard.id('bay1', 'hold-crane'), result: 'done' });
    yard.say('bay1/crane01', 'ack', { id: 'cmd-none', result: 'done' });
    expect(yard.rows('acked')).toEqual([]);
  });

  it('that contradicts the first is refused', () => {
    const id = yard.id('bay1', 'hold-crane');
    yard.say('bay1/crane01', 'ack', { id, result: 'done' });
    expect(yard.say('bay1/crane01', 'ack', { id, result: 'failed' })).toMatchObject({ code: 'ID_REUSED' });
    expect(yard.rows('failed')).toEqual([]);
  });
});
