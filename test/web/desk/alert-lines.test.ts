import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../domain/wire/http-api.ts';
import { alertLife, alertName, alertsInOrder } from '../../../web/desk/alert-lines.ts';
import { ko } from '../../../web/text/ko.ts';

const NOW = Date.UTC(2026, 10, 22, 5, 20);
const alert = (rest: Partial<Alert>): Alert => ({
  id: 1,
  code: 'DEVICE_SILENT',
  level: 'warning',
  yard: 'yard-a',
  device: null,
  params: {},
  raisedAt: '2026-11-22T13:50:00.000+09:00',
  seenAt: null,
  seenBy: null,
  resolvedAt: null,
  ...rest,
});

describe('alerts', () => {
  it('stand with alarms first, the unseen before the seen, then the newest', () => {
    const order = alertsInOrder([
      alert({ id: 1, seenAt: '2026-11-22T14:00:00.000+09:00', raisedAt: '2026-11-22T14:10:00.000+09:00' }),
      alert({ id: 2 }),
      alert({ id: 3, raisedAt: '2026-11-22T14:05:00.000+09:00' }),
      alert({ id: 4, level: 'alarm', seenAt: '2026-11-22T14:00:00.000+09:00' }),
      alert({ id: 5, level: 'alarm' }),
    ]);
    expect(order.map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
  });

  it('name their device, how many there are, and the dose of a radiation alarm', () => {
    const radiation = { code: 'RADIATION_ALARM', device: 'gate/rad-1', params: { microSvPerHour: 0.82 } } as const;
    expect(alertName(ko, alert(radiation))).toBe('방사선 경보 · gate/rad-1 · 0.82 µSv/h');
    expect(alertName(ko, alert({ code: 'DATABASE_AWAY' }))).toBe('InfluxDB 응답 없음');
    expect(alertName(ko, alert({ code: 'DEAD_LETTERS', params: { count: 16 } }))).toBe('거부된 메시지가 늘어남 · 16건');
    const params = { partner: '한빛스틸', slip: '20260302-0001', deadline: '2026-03-09T23:59:59.999+09:00' };
    expect(alertName(ko, alert({ code: 'DISPUTE_OPEN', params }))).toBe('이의제기 접수 · 한빛스틸 · 20260302-0001');
  });

  it('tell since when they are open and who has seen them', () => {
    expect(alertLife(ko, alert({}), NOW)).toEqual(['13:50 시작, 30분 전', '아직 아무도 확인하지 않음']);
    const seen = alert({ seenAt: '2026-11-22T14:00:00.000+09:00', seenBy: 'plant' });
    expect(alertLife(ko, seen, NOW)[1]).toBe('plant 확인, 14:00');
  });

  it('tell how long they lasted', () => {
    const over = alert({ raisedAt: '2026-11-20T09:00:00.000+09:00', resolvedAt: '2026-11-20T10:25:00.000+09:00' });
    expect(alertLife(ko, over, NOW)[0]).toBe('11월 20일 (금) 10:25 끝남, 1시간 25분 동안');
  });
});
