import { formatKst } from '../../../domain/kst-time.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import { ALERT_CODES, type Alert, type AlertList } from '../../../domain/wire/http-api.ts';

/** Alerts of a made-up system; it remembers who has seen which. */
export function makeMadeUpAlerts(now: () => number) {
  const start = now();
  const at = (minutes: number): string => formatKst(start - minutes * MINUTE_MS);
  const alert = (id: number, rest: Partial<Alert> & Pick<Alert, 'code'>): Alert => ({
    id,
    level: 'warning',
    yard: null,
    device: null,
    params: {},
    raisedAt: at(id * 9),
    seenAt: null,
    seenBy: null,
    resolvedAt: null,
    ...rest,
  });
  const open: Alert[] = [
    alert(3, { code: 'DEVICE_SILENT', yard: 'problem', device: 'bay-1/camera-1' }),
    alert(2, {
      code: 'RADIATION_ALARM',
      level: 'alarm',
      yard: 'long',
      device: 'gate/rad-1',
      params: { microSvPerHour: 0.82 },
    }),
    alert(1, { code: 'DEAD_LETTERS', seenAt: at(4), seenBy: 'plant' }),
  ];
  const past = ALERT_CODES.map((code, index) =>
    alert(100 + index, {
      code,
      level: code === 'COLLECTOR_AWAY' ? 'alarm' : 'warning',
      yard: index % 3 === 0 ? null : 'hanbit',
      device: code.startsWith('DEVICE') ? 'bay-1/camera-1' : null,
      raisedAt: formatKst(start - (index + 3) * 5 * HOUR_MS),
      seenAt: index % 2 === 0 ? formatKst(start - (index + 3) * 5 * HOUR_MS + 3 * MINUTE_MS) : null,
      seenBy: index % 2 === 0 ? 'plant' : null,
      resolvedAt: formatKst(start - (index + 3) * 5 * HOUR_MS + (index + 1) * 13 * MINUTE_MS),
    }),
  );
  return {
    list: (state: string, isQuiet: boolean): AlertList => ({
      alerts: state === 'resolved' ? past : isQuiet ? [] : open,
    }),
    see(id: number): void {
      const place = open.findIndex((one) => one.id === id);
      const known = open[place];
      if (known !== undefined) open[place] = { ...known, seenAt: formatKst(now()), seenBy: 'admin' };
    },
  };
}
