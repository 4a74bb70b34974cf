import { describe, expect, it } from 'vitest';
import { formatKst } from '../../../domain/kst-time.ts';
import { MINUTE_MS } from '../../../domain/units.ts';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { brokenPlaces, differenceOf, totalAccount, yardAccounts } from '../../../web/pages/system/account-rows.ts';
import { chainOf } from '../../../web/pages/system/chain.ts';
import { devicesInOrder } from '../../../web/pages/system/device-rows.ts';
import { quietDevices, staleVerdict, verdictCode, verdictOf } from '../../../web/pages/system/verdict.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import { type MadeUpState, systemOf } from '../mock/made-up-system.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 20);

describe('the sentence of the system page', () => {
  it.each<[MadeUpState, string, string]>([
    ['well', 'good', '모두 정상입니다.'],
    ['yard-closed', 'good', '야드가 문을 닫은 시간이라 조용합니다. 11월 24일 (화) 06:00에 엽니다.'],
    ['collector-away', 'alarm', '수집기가 7분째 응답하지 않습니다.'],
    ['trouble', 'alarm', '수집기의 디스크나 장부에 문제가 있습니다.'],
    ['collector-behind', 'warning', '수집기가 밀려 있습니다. 가장 오래된 것이 6분째 기다립니다.'],
    ['database-away', 'warning', 'InfluxDB가 응답하지 않습니다. 점 18,204개가 기다립니다.'],
    ['sums-differ', 'warning', '장부와 InfluxDB의 합계가 다른 날이 1일 있습니다.'],
    ['grading-away', 'warning', '등급 판정기가 멈추었습니다. 사진 214장이 기다립니다.'],
    ['sensor-silent', 'warning', '장치 2대가 조용합니다. 첫째는 bay-1/crane-1입니다.'],
  ])('tells %s apart', (state, level, sentence) => {
    const verdict = verdictOf(systemOf(state, NOW), NOW, ko);
    expect([verdict.level, verdict.sentence]).toEqual([level, sentence]);
  });

  it.each<MadeUpState>(['well', 'collector-away', 'database-away', 'sensor-silent', 'yard-closed'])(
    'says what to do about %s in both languages',
    (state) => {
      for (const words of [ko, en]) expect(verdictOf(systemOf(state, NOW), NOW, words).advice).toMatch(/\.$/u);
    },
  );

  it('leads to the open alerts when nothing else is the matter', () => {
    const state = { ...systemOf('well', NOW), openAlerts: 2 };
    expect(verdictOf(state, NOW, ko).advice).toBe('열린 알림 2건을 오른쪽 위에서 확인하세요.');
    expect(verdictOf({ ...state, openAlerts: 0 }, NOW, ko).advice).toBe('할 일이 없습니다.');
  });

  it('puts a collector that is away before everything behind it', () => {
    const state = systemOf('sums-differ', NOW);
    expect(verdictCode({ ...state, condition: 'collector-away' })).toBe('collector-away');
  });

  it('puts trouble with the disk before a database that is away', () => {
    expect(verdictCode({ ...systemOf('trouble', NOW), condition: 'database-away' })).toBe('collector-trouble');
  });

  it('is not of closed yards while one is open, and not of a repaired difference', () => {
    const closed = systemOf('yard-closed', NOW);
    const yards = closed.yards.map((yard, place) => ({ ...yard, open: place === 0 }));
    expect(verdictCode({ ...closed, yards })).toBe('ok');
    const differed = systemOf('sums-differ', NOW);
    const differences = differed.verification?.differences.map((one) => ({ ...one, repaired: true })) ?? [];
    const verification = differed.verification && { ...differed.verification, differences };
    expect(differences.length).toBeGreaterThan(0);
    expect(verdictCode({ ...differed, verification })).toBe('ok');
  });

  it('is of the screen itself when it hears nothing', () => {
    const stale = staleVerdict(95_000, ko);
    expect([stale.level, stale.sentence]).toEqual(['alarm', '이 화면이 1분 동안 새 상태를 받지 못했습니다.']);
  });

  it('names the device that is quiet for longest', () => {
    expect(quietDevices(systemOf('sensor-silent', NOW)).map(({ name }) => name)).toEqual([
      'bay-1/crane-1',
      'bay-1/camera-1',
    ]);
  });
});

describe('the way of a kilogram', () => {
  const states = (state: MadeUpState): string[] => chainOf(systemOf(state, NOW), NOW, ko).map((link) => link.state);

  it.each<[MadeUpState, string[]]>([
    ['well', ['good', 'good', 'good', 'good', 'good', 'good']],
    ['plain', ['good', 'good', 'good', 'quiet', 'good', 'good']],
    ['collector-away', ['quiet', 'alarm', 'quiet', 'quiet', 'quiet', 'good']],
    ['collector-behind', ['good', 'warning', 'good', 'good', 'good', 'good']],
    ['trouble', ['good', 'good', 'alarm', 'good', 'good', 'good']],
    ['database-away', ['good', 'good', 'good', 'warning', 'good', 'good']],
    ['grading-away', ['good', 'good', 'good', 'good', 'warning', 'good']],
    ['sensor-silent', ['warning', 'good', 'good', 'good', 'good', 'good']],
    ['yard-closed', ['quiet', 'good', 'good', 'good', 'good', 'good']],
  ])('is cut where %s says', (state, expected) => expect(states(state)).toEqual(expected));
});

describe('the account', () => {
  it('lacks nothing when received is written, pending and rejected', () => {
    expect(differenceOf({ received: 10, written: 6, pending: 3, rejected: 1, duplicates: 4 })).toBe(0);
    expect(differenceOf({ received: 10, written: 6, pending: 3, rejected: 2, duplicates: 0 })).toBe(-1);
  });

  it('adds up over devices, yards and in all', () => {
    const yards = yardAccounts(systemOf('collector-behind', NOW).yards);
    expect(brokenPlaces(yards)).toBe(0);
    for (const yard of yards) {
      expect(yard.pending).toBeGreaterThan(0);
      expect(totalAccount('', yard.devices)).toMatchObject({ received: yard.received, written: yard.written });
    }
    const total = totalAccount('합계', yards);
    expect(total.difference).toBe(0);
    expect(total.received).toBe(yards.reduce((sum, { received }) => sum + received, 0));
  });

  it('says whose a device is where two tenants have sent to one yard', () => {
    const [yard] = systemOf('well', NOW).yards;
    const [own] = yard?.account.byDevice ?? [];
    if (yard === undefined || own === undefined) throw new Error('the made-up system has no device');
    const names = (byDevice: (typeof own)[]) =>
      yardAccounts([{ ...yard, account: { ...yard.account, byDevice } }])[0]?.devices.map(({ name }) => name);
    expect(names([own])).toEqual(['gate/scale-1']);
    expect(names([own, { ...own, tenant: 'other' }])).toEqual(['gate/scale-1 (hanbit)', 'gate/scale-1 (other)']);
  });

  it('shows where it does not hold: the device and its yard', () => {
    const yards = yardAccounts(systemOf('broken-account', NOW).yards);
    expect(yards.map(({ difference, broken }) => [difference, broken])).toEqual([
      [0, 0],
      [3, 1],
      [0, 0],
    ]);
    expect(brokenPlaces(yards)).toBe(2);
    expect(yards[1]?.devices.filter(({ difference }) => difference !== 0).map(({ name }) => name)).toEqual([
      'bay-1/crane-1',
    ]);
  });
});

describe('devices', () => {
  it('that need a look come first, the longest unheard before the others', () => {
    const device = (
      name: string,
      condition: SystemState['yards'][number]['devices'][number]['condition'],
      minutes: number,
      clockOff = false,
    ) => ({ area: 'a', device: name, condition, heardAt: formatKst(NOW - minutes * MINUTE_MS), clockOff });
    const order = devicesInOrder([
      device('b-speaking', 'speaking', 0),
      device('a-speaking', 'speaking', 1),
      device('resting', 'resting', 600),
      device('clock', 'speaking', 0, true),
      device('silent-short', 'silent', 20),
      device('silent-long', 'silent', 90),
      device('offline', 'offline', 5),
    ]);
    expect(order.map((one) => one.device)).toEqual([
      'offline',
      'silent-long',
      'silent-short',
      'clock',
      'a-speaking',
      'b-speaking',
      'resting',
    ]);
  });
});
