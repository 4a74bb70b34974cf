import { describe, expect, it } from 'vitest';
import { INTERLOCK_CAUSES } from '../../../domain/interlock.ts';
import { DEVICE_COMMANDS } from '../../../domain/wire/edge-messages.ts';
import { DeviceCommandRecord } from '../../../domain/wire/http-api.ts';
import {
  commandsToShow,
  countFailures,
  failureWords,
  holdWords,
  isStanding,
  markOf,
  timeToAct,
  whyWords,
} from '../../../web/pages/yard/device-commands.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';

const STANDS = { stands: true, endedAt: null, endedBy: null, endReason: null };
const ENDED = { stands: false, endedAt: '2026-11-22T09:34:00.000+09:00', endedBy: null, endReason: '차량이 나감' };

const command = (rest: Partial<DeviceCommandRecord> = {}): DeviceCommandRecord => ({
  id: 'cmd-1',
  yard: 'hanbit',
  device: 'bay-1/crane-1',
  command: 'hold-crane',
  args: {},
  state: 'acked',
  reason: '방사선 경보',
  failure: null,
  rule: 'radiation-alarm@1',
  cause: { kind: 'radiation', device: 'gate/rad-1', id: 'r-1', at: '2026-11-22T09:30:00.000+09:00' },
  visit: null,
  releases: null,
  by: null,
  issuedAt: '2026-11-22T09:30:00.500+09:00',
  sentAt: '2026-11-22T09:30:00.600+09:00',
  answeredAt: '2026-11-22T09:30:02.250+09:00',
  expiresAt: '2026-11-22T09:30:30.500+09:00',
  hold: null,
  ...rest,
});

describe('the list of a day', () => {
  const ofDay = command({ id: 'of-day' });
  const standing = command({ id: 'standing', issuedAt: '2026-11-22T00:00:00.000+09:00', hold: STANDS });
  const older = command({ id: 'older', issuedAt: '2026-11-21T23:59:59.999+09:00' });
  const held = command({ id: 'held', issuedAt: '2026-11-20T10:00:00.000+09:00', hold: STANDS });
  const over = command({ id: 'over', issuedAt: '2026-11-20T10:00:00.000+09:00', hold: ENDED });

  it('starts with the holds that stand, of whatever day, and leaves the rest of other days out', () => {
    const shown = commandsToShow([ofDay, standing, older, held, over], '2026-11-22');
    expect(shown.map(({ id }) => id)).toEqual(['standing', 'held', 'of-day']);
  });

  it('counts what came to nothing', () => {
    const states = ['acked', 'failed', 'expired', 'expired', 'sent'] as const;
    expect(countFailures(states.map((state) => command({ state })))).toEqual({ failed: 1, expired: 2 });
  });
});

describe('a command', () => {
  it('stands out when it failed or expired, each by its own sign and colour', () => {
    const marks = DeviceCommandRecord.properties.state.enum.map((state) => [state, markOf(state)]);
    expect(Object.fromEntries(marks)).toEqual({
      issued: { level: 'quiet', icon: 'clock' },
      sent: { level: 'quiet', icon: 'clock' },
      acked: { level: 'good', icon: 'stable' },
      failed: { level: 'alarm', icon: 'alarm' },
      expired: { level: 'warning', icon: 'warning' },
    });
  });

  it('tells the cause of its rule, the person who took a hold back, or what the ledger keeps', () => {
    expect(whyWords(ko, command())).toBe('방사선 경보가 울림');
    expect(whyWords(ko, command({ rule: null, by: 'plant', reason: '이물을 치움' }))).toBe(
      'plant 님이 풂: 이물을 치움',
    );
    expect(whyWords(ko, command({ rule: null, reason: '차량이 나감' }))).toBe('차량이 나감');
  });

  it('says why it came to nothing, in the words of the device where it gave some', () => {
    expect(failureWords(ko, command({ failure: 'no answer' }))).toBe('장치가 기한 안에 답하지 않음');
    expect(failureWords(ko, command({ failure: 'hydraulics busy' }))).toBe('hydraulics busy');
    expect(failureWords(ko, command())).toBeNull();
  });

  it.each([
    ['holds nothing', command(), null],
    ['stands', command({ hold: STANDS }), '멈춤 유지 중'],
    ['failed', command({ hold: STANDS, state: 'failed' }), '멈췄는지 모릅니다. 크레인을 직접 확인하세요.'],
    ['expired', command({ hold: STANDS, state: 'expired' }), '멈췄는지 모릅니다. 크레인을 직접 확인하세요.'],
    ['was released', command({ hold: ENDED }), '09:34 멈춤 풀림: 차량이 나감'],
    [
      'was taken back',
      command({ hold: { ...ENDED, endedBy: 'plant', endReason: '오경보' } }),
      '09:34 plant 님이 풂: 오경보',
    ],
  ])('that %s says so', (_, of, words) => expect(holdWords(ko, of)).toBe(words));

  it('stands only as a hold that nobody ended', () => {
    expect([command(), command({ hold: ENDED }), command({ hold: STANDS })].map(isStanding)).toEqual([
      false,
      false,
      true,
    ]);
  });

  // 09:30:00.000 to 09:30:02.250, and to 09:32:30
  it.each([
    ['below a minute', command(), '2.3초 만에'],
    ['of minutes', command({ answeredAt: '2026-11-22T09:32:30.000+09:00' }), '2분 만에'],
    ['of a clock ahead', command({ answeredAt: '2026-11-22T09:29:59.000+09:00' }), '0.0초 만에'],
    ['without an answer', command({ state: 'sent', answeredAt: null }), null],
    ['of a failure', command({ state: 'failed' }), null],
  ])('tells its time to act, %s', (_, of, words) => expect(timeToAct(ko, of)).toBe(words));
});

describe.each([
  ['Korean', ko],
  ['English', en],
])('%s words', (_, words) => {
  it.each(DEVICE_COMMANDS)('name the command %s', (code) => expect(words.commands.names[code]).toBeTruthy());
  it.each(INTERLOCK_CAUSES)('name the cause %s', (code) => expect(words.commands.causes[code]).toBeTruthy());
  it.each(DeviceCommandRecord.properties.state.enum)('name the state %s', (code) =>
    expect(words.commands.states[code]).toBeTruthy(),
  );
});
