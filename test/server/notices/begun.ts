import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportSetting, WebhookSetting } from '../../../domain/notices/notices-file.ts';
import type { Period } from '../../../domain/notices/schedule.ts';
import { parseSettings } from '../../../domain/settings.ts';
import { type Notices, startNotices } from '../../../server/notices/notices.ts';
import type { Made } from '../../../server/notices/report-clock.ts';
import { Ledger } from '../../../server/stores/ledger.ts';
import { LOCALHOST_CERTIFICATE } from '../../fixtures/localhost-certificate.ts';

export const SECRET = 'a-secret-of-the-receiver';
export const kst = (text: string) => Date.parse(`${text}+09:00`);

/** What has been told and made since the test began. */
export interface Log {
  readonly warnings: object[];
  readonly made: { readonly name: string; readonly period: Period; readonly by: string | null }[];
}

interface World {
  readonly dataDir: string;
  readonly reports?: readonly Partial<ReportSetting>[];
  readonly webhooks?: readonly Partial<WebhookSetting>[];
  readonly env?: Record<string, string>;
  readonly now: () => number;
  readonly log: Log;
  readonly make?: () => Promise<Partial<Made>>;
}

export const newLog = (): Log => ({ warnings: [], made: [] });

const REPORT = { name: 'daily', kind: 'daily', at: '06:30', audience: 'plant', format: 'pdf', folder: true };
const WEBHOOK = { name: 'erp', events: ['visit.closed'] };

/** Notices as the server begins them, with reports that only say when they were made; the test turns them. */
export function begin({ dataDir, reports = [], webhooks = [], env = {}, now, log, make }: World): Notices {
  const secretFile = join(dataDir, 'secret');
  const file = join(dataDir, 'notices.json');
  writeFileSync(secretFile, `${SECRET}\n`);
  const content = {
    reports: reports.map((report) => ({ ...REPORT, ...report })),
    webhooks: webhooks.map((webhook) => ({ ...WEBHOOK, secretFile, ...webhook })),
  };
  writeFileSync(file, JSON.stringify(content));
  const settings = parseSettings({ DATA_DIR: dataDir, NOTICES_FILE: file, ...env });
  const noted = (what: object) => void log.warnings.push(what);
  return startNotices({
    ...{
      settings,
      now,
      mailCa: LOCALHOST_CERTIFICATE,
      timeoutMs: 500,
      isTurnedByHand: true,
      limits: { atOnce: 5, mostWaiting: 20 },
    },
    ledger: new Ledger(dataDir),
    logger: { warn: noted, info: () => undefined },
    make: async (setting, period, by) => {
      log.made.push({ name: setting.name, period, by });
      const said = await (make?.() ?? {});
      return {
        ...{ file: `${setting.name}-${period.key}.pdf`, type: 'application/pdf', content: Buffer.from('%PDF 보고') },
        ...{ subject: '일일 보고', text: '첨부를 보세요.', ...said },
      };
    },
  });
}
