import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../domain/units.ts';
import type { DeviceCommandList, DeviceCommandRecord } from '../../../domain/wire/http-api.ts';
import type { Scenario } from './made-up-yard.ts';

type State = DeviceCommandRecord['state'];

/** Commands of a made-up yard, every state among them where there is trouble; it remembers which hold was taken back. */
export function makeMadeUpCommands(yard: Scenario, now: () => number) {
  const start = now();
  let made = 0;
  const command = (at: number, state: State, rest: Partial<DeviceCommandRecord>): DeviceCommandRecord => {
    made += 1;
    const isAnswered = state === 'acked' || state === 'failed';
    return {
      id: `cmd-${yard}-${made}`,
      yard,
      device: 'bay-1/crane-1',
      command: 'show-bay',
      args: {},
      state,
      reason: '총중량이 야드의 한도를 넘음',
      failure: null,
      rule: 'overload@1',
      cause: { kind: 'weighing', device: 'gate/scale-1', id: `w-${made}`, at: formatKst(at - 1_400) },
      visit: null,
      releases: null,
      by: null,
      issuedAt: formatKst(at),
      sentAt: state === 'issued' ? null : formatKst(at + 200),
      answeredAt: isAnswered ? formatKst(at + 900 + made * 310) : null,
      expiresAt: formatKst(at + 30 * SECOND_MS),
      hold: null,
      ...rest,
    };
  };
  const ago = (minutes: number): number => start - minutes * MINUTE_MS;
  const hold = (rest: Partial<NonNullable<DeviceCommandRecord['hold']>> = {}) => ({
    command: 'hold-crane' as const,
    rule: 'radiation-alarm@1',
    reason: '방사선 경보',
    hold: { stands: true, endedAt: null, endedBy: null, endReason: null, ...rest },
  });
  const ended = (minutes: number, endedBy: string | null, endReason: string) =>
    hold({ stands: false, endedAt: formatKst(ago(minutes)), endedBy, endReason });
  const gone = { command: 'release-crane' as const, rule: null, reason: '재측정에서 이상 없음' };
  const quiet = [
    command(ago(12), 'acked', { device: 'gate/scale-1' }),
    command(ago(41), 'acked', { rule: 'out-of-domain@1' }),
    command(ago(55), 'acked', gone),
    command(ago(58), 'acked', ended(55, null, '재측정에서 이상 없음')),
  ];
  const troubled = [
    command(ago(0.05), 'issued', { device: 'gate/scale-1' }),
    command(ago(0.2), 'sent', { rule: 'out-of-domain@1' }),
    command(ago(4), 'acked', hold()),
    command(ago(4), 'failed', { ...hold(), device: 'bay-2/crane-2', failure: 'hydraulics busy' }),
    command(ago(9), 'expired', { device: 'gate/scale-1', failure: 'no answer' }),
    ...quiet,
    command(ago(70), 'acked', { ...gone, by: 'plant', reason: '이물을 치움' }),
    command(ago(75), 'acked', { ...ended(70, 'plant', '이물을 치움'), rule: 'hazard@1' }),
    command(start - DAY_MS, 'expired', { ...hold(), device: 'bay-3/crane-3', failure: 'never sent' }),
  ];
  const known = yard === 'empty' ? [] : yard === 'problem' || yard === 'long' ? troubled : quiet;
  return {
    list: (from: string, to: string): DeviceCommandList => ({
      commands: known.filter(({ issuedAt }) => {
        const day = kstDay(Date.parse(issuedAt));
        return day >= from && day <= to;
      }),
    }),
    release(id: string, reason: string) {
      const place = known.findIndex((one) => one.id === id);
      const held = known[place];
      if (!held?.hold?.stands) throw Object.assign(new Error('CONFLICT'), { status: 409 });
      const end = { stands: false, endedAt: formatKst(now()), endedBy: 'admin', endReason: reason };
      known[place] = { ...held, hold: end };
      return { id: `release-${id}` };
    },
  };
}
