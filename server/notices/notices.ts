import type { Logger } from 'pino';
import { formatKst, kstDay } from '../../domain/kst-time.ts';
import type { ReportSetting } from '../../domain/notices/notices-file.ts';
import { nextDue } from '../../domain/notices/schedule.ts';
import type { Settings } from '../../domain/settings.ts';
import { DAY_MS, type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { Notices as NoticesBody } from '../../domain/wire/notices-api.ts';
import type { Ledger } from '../stores/ledger.ts';
import { DeliveryStore, type NoticeCounts } from './delivery-store.ts';
import { EventFollower, type FollowLimits, shownAddress } from './event-follower.ts';
import { FileCourier } from './file-courier.ts';
import { putInFolder } from './folder.ts';
import { Mailer } from './mailer.ts';
import { messageIdOf } from './message-id.ts';
import { readNoticeConfig } from './notice-config.ts';
import { openNoticesFile } from './notices-file.ts';
import { type Made, ReportClock } from './report-clock.ts';
import { type DueReport, ReportStore } from './report-store.ts';
import type { ReportMaker } from './reports/make-report.ts';
import { WebhookLane } from './webhook-lane.ts';

const LOOK_EVERY_MS = 2 * SECOND_MS;
/** How long what ended is shown, and a report's bytes are kept. */
const KEPT_MS = 90 * DAY_MS;

interface Options {
  readonly settings: Pick<Settings, 'dataDir' | 'notices'>;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly make: ReportMaker;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly now?: () => EpochMs;
  /** certificates of the mail server to trust beside the system's */
  readonly mailCa?: string;
  readonly timeoutMs?: number;
  readonly limits?: FollowLimits;
  /** true: nothing happens by itself */
  readonly isTurnedByHand?: boolean;
}

export interface Notices {
  list(): NoticesBody;
  /** Wants a report at once; false: there is none of that name. */
  run(report: string, by: string): boolean;
  /** deliveries and reports that were given up in the last day */
  givenUp(now: EpochMs): number;
  counts(): NoticeCounts;
  /** Does what is due; it also happens every two seconds. */
  turn(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens the notices of the data folder and does from now on what the file of notices says.
 * @throws DomainError `SETTING_INVALID` for a wrong file of notices, of a secret or of the mail password
 */
export function startNotices(options: Options): Notices {
  const { settings, ledger, make, logger, now = Date.now, mailCa, timeoutMs, limits, isTurnedByHand = false } = options;
  const config = readNoticeConfig(settings);
  const file = openNoticesFile(settings.dataDir);
  const deliveries = new DeliveryStore(file);
  const reports = new ReportStore(file);
  const follower = new EventFollower({ file, deliveries, ledger, webhooks: config.webhooks, limits });
  const lanes = config.webhooks.map((webhook) => new WebhookLane({ webhook, deliveries, logger, now, timeoutMs }));
  const mailer = config.mail && new Mailer({ server: config.mail, ca: mailCa, silenceMs: timeoutMs });
  const couriers = [
    new FileCourier({
      ...{ way: 'folder', deliveries, reports, logger, now },
      hand: async ({ target }, { file, content }) => {
        await putInFolder(target, file, content);
        return { state: 'taken', answer: file };
      },
    }),
    ...(mailer && config.mail ? [mailCourier(mailer, config.mail.from)] : []),
  ];
  let isStopped = false;
  const clock = new ReportClock({ settings: config.reports, reports, make, onMade: noteMade, logger, now });
  endRemoved();

  function mailCourier(mailer: Mailer, from: string): FileCourier {
    return new FileCourier({
      ...{ way: 'mail', deliveries, reports, logger, now },
      hand: ({ id, target: to, body, firstAt }, attachment) => {
        const { subject, text } = JSON.parse(body ?? '{}') as Pick<Made, 'subject' | 'text'>;
        return mailer.send({ to, subject, text, messageId: messageIdOf(id, firstAt, from), attachment });
      },
    });
  }

  /** A made report, where it goes, and what webhooks are told of it: all on disk together. */
  function noteMade(setting: ReportSetting, due: DueReport, made: Made, at: EpochMs): void {
    const { name, kind, format, folder = false, mail = [] } = setting;
    const { subject, text, file: what } = made;
    file.transaction(() => {
      reports.made(due.seq, made, at);
      const carried = { name, what, report: due.seq };
      if (folder) deliveries.add({ ...carried, way: 'folder', target: config.reportsDir }, at);
      const body = JSON.stringify({ subject, text });
      for (const target of mail) deliveries.add({ ...carried, way: 'mail', target, body }, at);
      const { from, to } = due.period;
      const data = { report: name, kind, format, file: what, from: kstDay(from), to: kstDay(to - 1), by: due.by };
      const id = `report/${due.seq}@${at}`;
      follower.tell({ id, event: 'report.made', subject: name, yard: null, at, data }, at);
    });
  }

  /** What waits for somebody who is no longer set is not sent on. */
  function endRemoved(): void {
    const webhooks = new Set(config.webhooks.map(({ name }) => name));
    const addressees = new Set(config.reports.flatMap(({ name, mail = [] }) => mail.map((to) => `${name} ${to}`)));
    for (const { id, way, name, target } of deliveries.waiting()) {
      const isSet = way === 'folder' || (way === 'mail' ? addressees.has(`${name} ${target}`) : webhooks.has(name));
      if (!isSet) deliveries.drop(id, now());
    }
  }

  async function turn(): Promise<void> {
    await clock.look();
    if (isStopped) return;
    try {
      follower.follow(now());
    } catch (err) {
      logger.warn({ err }, 'events could not be followed');
    }
    await Promise.all([...lanes, ...couriers].map((way) => way.send()));
  }

  function forget(): void {
    const before = now() - KEPT_MS;
    deliveries.forget(before);
    reports.forgetContent(before);
  }

  forget();
  const timers =
    config.isSet && !isTurnedByHand ? [setInterval(() => void turn(), LOOK_EVERY_MS), setInterval(forget, DAY_MS)] : [];

  return {
    list: () => ({
      configured: config.isSet,
      mail: config.mail !== null,
      reports: config.reports.map((report) => {
        const { name, kind, audience, format } = report;
        const lastAt = reports.lastMadeAt(name);
        const times = { nextAt: formatKst(nextDue(report, now())), lastAt: lastAt === null ? null : formatKst(lastAt) };
        return { name, kind, audience, format, ...times, problem: reports.problem(name) };
      }),
      webhooks: config.webhooks.map(({ name, url, events }) => {
        return { name, url: shownAddress(url), events, waiting: deliveries.countWaiting(name) };
      }),
      deliveries: deliveries.list(),
    }),
    run: (name, by) => {
      const setting = config.reports.find((report) => report.name === name);
      if (!setting) return false;
      clock.want(setting, by);
      return true;
    },
    givenUp: (at) => deliveries.countGivenUp(at - DAY_MS) + reports.countGivenUp(at - DAY_MS),
    counts: () => deliveries.counts(),
    turn,
    stop: async () => {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      mailer?.stop();
      await Promise.all([clock, ...lanes, ...couriers].map((part) => part.stop()));
      file.close();
    },
  };
}
