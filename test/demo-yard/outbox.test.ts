import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from './devices/outbox.ts';

/** An outbox whose broker answers when told to. */
function setUp() {
  const sent: string[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const outbox = new Outbox<string>((message) => {
    sent.push(message);
    return new Promise((resolve, reject) => {
      answers.push({ resolve, reject });
    });
  });
  const answerAll = async (): Promise<void> => {
    for (const { resolve } of answers.splice(0)) resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { outbox, sent, answers, answerAll };
}

describe('the outbox of a device', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends nothing before the device is connected', () => {
    const { outbox, sent } = setUp();
    void outbox.put('a', 'bytes of a');
    expect(sent).toEqual([]);
    outbox.resume();
    expect(sent).toEqual(['bytes of a']);
  });

  it('sends an event again after 30 s without a receipt, then ever more rarely', async () => {
    const { outbox, sent, answerAll } = setUp();
    outbox.resume();
    void outbox.put('a', 'bytes of a');
    await answerAll();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toEqual(['bytes of a', 'bytes of a']);
    await answerAll();
    await vi.advanceTimersByTimeAsync(58_000);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(sent).toHaveLength(3);
  });

  it('forgets an event with its receipt', async () => {
    const { outbox, sent, answerAll } = setUp();
    outbox.resume();
    void outbox.put('a', 'bytes of a');
    await answerAll();
    outbox.receive(['a', 'never-heard-of']);
    expect(outbox.size).toBe(0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sent).toHaveLength(1);
  });

  it('resolves a put when the broker has the event', async () => {
    const { outbox, answerAll } = setUp();
    const published = vi.fn();
    void outbox.put('a', 'a').then(published);
    outbox.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(published).not.toHaveBeenCalled();
    await answerAll();
    expect(published).toHaveBeenCalled();
  });

  it('has at most 100 messages under way', async () => {
    const { outbox, sent, answers, answerAll } = setUp();
    outbox.resume();
    for (let index = 0; index < 250; index++) void outbox.put(`e${index}`, `e${index}`);
    expect(answers).toHaveLength(100);
    await answerAll();
    expect(sent).toHaveLength(200);
    await answerAll();
    expect(sent).toHaveLength(250);
  });

  it('sends what was under way again after a cut, and ignores answers from before it', async () => {
    const { outbox, sent, answers, answerAll } = setUp();
    outbox.resume();
    void outbox.put('a', 'a');
    outbox.suspend();
    await answerAll();
    void outbox.put('b', 'b');
    expect(sent).toEqual(['a']);
    outbox.resume();
    expect(sent).toEqual(['a', 'a', 'b']);
    expect(answers).toHaveLength(2);
  });

  it('tries a failed sending again after 30 s', async () => {
    const { outbox, sent, answers } = setUp();
    outbox.resume();
    void outbox.put('a', 'a');
    answers[0]?.reject(new Error('no'));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(sent).toEqual(['a', 'a']);
  });

  it('sends a known event once more when it is put twice', async () => {
    const { outbox, sent, answerAll } = setUp();
    outbox.resume();
    void outbox.put('a', 'a');
    await answerAll();
    await outbox.put('a', 'a');
    expect(sent).toEqual(['a', 'a']);
    expect(outbox.size).toBe(1);
  });

  it('rests for good once closed', async () => {
    const { outbox, sent } = setUp();
    void outbox.put('a', 'a');
    outbox.close();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
