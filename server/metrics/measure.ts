import type { EpochMs } from '../../domain/units.ts';
import type { Account, Health } from '../../domain/wire/http-api.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import type { NoticeCounts } from '../notices/delivery-store.ts';
import type { Own, SystemStore } from '../stores/system/system.ts';
import type { Measured } from './samples.ts';

interface Sources {
  readonly system: SystemStore;
  readonly alerts: AlertStore;
  readonly account: Account;
  readonly own: Omit<Own, 'openAlerts'>;
  readonly parts: Health['parts'];
  readonly notices: NoticeCounts;
}

/** Gathers what metrics are made of: everything, of every yard. */
export function measure({ system, account, alerts, own, parts, notices }: Sources, now: EpochMs): Measured {
  const open = alerts.countOpenByLevel();
  const openAlerts = open.alarm + open.warning;
  const state = system.state({ yards: null, isStray: true }, { ...own, openAlerts }, now);
  return { state, account, parts, alerts: open, notices };
}
