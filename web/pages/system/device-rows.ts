import type { SystemState } from '../../../domain/wire/http-api.ts';

type Device = SystemState['yards'][number]['devices'][number];

const URGENCY: readonly Device['condition'][] = ['offline', 'silent', 'speaking', 'resting'];

/** Devices that need a look first, the longest unheard before the others, then by name. */
export function devicesInOrder(devices: readonly Device[]): Device[] {
  const rank = (device: Device): number => (device.clockOff ? 1.5 : URGENCY.indexOf(device.condition));
  const needsLook = (device: Device): boolean => URGENCY.indexOf(device.condition) < 2;
  return [...devices].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (needsLook(a) ? (a.heardAt ?? '').localeCompare(b.heardAt ?? '') : 0) ||
      `${a.area}/${a.device}`.localeCompare(`${b.area}/${b.device}`),
  );
}
