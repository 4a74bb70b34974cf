import type { Logger } from 'pino';
import type { ReportSetting } from '../../domain/notices/notices-file.ts';
import { nextTryAt } from '../../domain/notices/retry.ts';
import { lastDue, type Period, periodOf } from '../../domain/notices/schedule.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { DueReport, MadeFile, ReportStore } from './report-store.ts';

/** A report as a file, and the letter that it travels with. */
export interface Made extends MadeFile {
  readonly subject: string;
  readonly text: string;
}

interface Parts {
  readonly settings: readonly ReportSetting[];
  readonly reports: ReportStore;
  /** @throws when it cannot be made now, as without a ledger */
  readonly make: (setting: ReportSetting, period: Period, by: string | null, at: EpochMs) => Promise<Made>;
  /** Notes a made report and everything that follows from it, all or nothing. */
  readonly onMade: (setting: ReportSetting, due: DueReport, made: Made, now: EpochMs) => void;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly now: () => EpochMs;
}

/**
 * Makes reports when they are due. One that was due while nobody was there is made at the next look: the last one alone,
 * and only if the report was set by then. A period's report is wanted once for ever, so no restart makes it twice.
 */
export class ReportClock {
  readonly #parts: Parts;
  #isStopping = false;
  #looking: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.reports.keepSet(parts.settings.map(({ name }) => name));
  }

  /** Makes what is due; a call meanwhile joins it. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#makeDue()
      .catch((err) => this.#parts.logger.warn({ err }, 'reports could not be looked at'))
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }

  /** Wants the latest period's report at once, for a person; one that is wanted already is not wanted twice. */
  want(setting: ReportSetting, by: string): void {
    const { reports, now } = this.#parts;
    const at = now();
    if (!reports.isWanted(setting.name)) reports.want(setting.name, periodOf(setting, at), by, at, at);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#looking;
  }

  async #makeDue(): Promise<void> {
    const { settings, reports, now } = this.#parts;
    const at = now();
    for (const setting of settings) {
      const dueAt = lastDue(setting, at);
      if (reports.setSince(setting.name, at) <= dueAt)
        reports.want(setting.name, periodOf(setting, dueAt), null, dueAt, at);
    }
    for (const due of reports.due(at)) {
      if (this.#isStopping) return;
      const setting = settings.find(({ name }) => name === due.name);
      if (setting) await this.#make(setting, due);
    }
  }

  async #make(setting: ReportSetting, due: DueReport): Promise<void> {
    const { make, onMade, reports, logger, now } = this.#parts;
    try {
      const made = await make(setting, due.period, due.by, now());
      onMade(setting, due, made, now());
      logger.info({ report: due.name, period: due.period.key, file: made.file }, 'report made');
    } catch (error) {
      const at = now();
      const until = nextTryAt(due.dueAt, due.attempts + 1, at);
      logger.warn({ err: error, report: due.name, isGivenUp: until === null }, 'a report could not be made');
      reports.failed(due.seq, (error as Error).message, until, at);
    }
  }
}
