import { formatKst } from '../../../domain/kst-time.ts';
import { isOpenAt, nextChange } from '../../../domain/opening-hours.ts';
import { deviceCondition, systemCondition } from '../../../domain/triage.ts';
import type { EpochMs } from '../../../domain/units.ts';
import type { SystemState } from '../../../domain/wire/http-api.ts';
import { accountOf } from '../account.ts';
import { countLetters, type LetterScope } from '../dead-letters.ts';
import type { Ledger } from '../ledger.ts';
import type { YardStore } from '../yards.ts';
import type { HeardSystem, SignsStore } from './signs.ts';
import { verificationOf } from './verification.ts';

interface Dependencies {
  readonly ledger: Ledger;
  readonly yards: YardStore;
  readonly heard: HeardSystem;
  readonly signs: SignsStore;
}

/** What this process knows of itself. */
export type Own = Pick<SystemState, 'history' | 'server' | 'openAlerts'>;

/** The state of the whole system as a person may see it. */
export class SystemStore {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** The state, with the rows of the yards in `scope` alone; what concerns the whole system is told to everyone asked. */
  state(scope: LetterScope, own: Own, now: EpochMs): SystemState {
    const { ledger, heard, signs } = this.#dependencies;
    const { yards: mine } = scope;
    const yards = this.#yards(mine, now);
    const collector = signs.collector(now);
    const { online, heardAt, grading } = heard.collector(now);
    const conditions = yards.flatMap(({ devices }) => devices.map(({ condition }) => condition));
    const verification = ledger.read(verificationOf, null);
    return {
      at: formatKst(now),
      history: own.history,
      condition: systemCondition(collector, conditions, now),
      collector: { online, heardAt, numbers: heard.numbers() },
      verification: verification && {
        ...verification,
        differences: verification.differences.filter(({ yard }) => mine === null || mine.includes(yard)),
      },
      grading,
      server: own.server,
      yards,
      deadLetters: ledger.read((database) => countLetters(database, scope), 0),
      openAlerts: own.openAlerts,
    };
  }

  #yards(mine: readonly string[] | null, now: EpochMs): SystemState['yards'] {
    const { ledger, yards, heard, signs } = this.#dependencies;
    const watchedSince = heard.listeningSince(now);
    return yards
      .list()
      .filter(({ id }) => mine === null || mine.includes(id))
      .map(({ id: yard, name }) => {
        const hours = yards.hours(yard);
        const changesAt = nextChange(hours, now);
        return {
          ...{ yard, name, open: isOpenAt(hours, now) },
          changesAt: changesAt === null ? null : formatKst(changesAt),
          account: accountOf(ledger, [yard], heard.pendingOf),
          devices: signs.devices(yard, now).map((device) => {
            const [area = '', name = ''] = device.device.split('/');
            return {
              ...{ area, device: name, clockOff: device.isClockOff },
              condition: deviceCondition(device, hours, watchedSince, now),
              heardAt: device.heardAt === null ? null : formatKst(device.heardAt),
            };
          }),
        };
      });
  }
}
