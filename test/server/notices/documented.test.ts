import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readNotices } from '../../../domain/notices/notices-file.ts';
import { NOTICE_EVENTS } from '../../../domain/wire/notices-api.ts';

const DOCUMENT = readFileSync('docs/notices.md', 'utf8');

it('the file that docs/notices.md shows is taken', () => {
  const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
  expect(readNotices(JSON.parse(shown))).toMatchObject({
    reports: [{ name: 'daily-plant' }, { name: 'weekly-procurement' }],
    webhooks: [{ name: 'erp' }],
  });
});

it.each(NOTICE_EVENTS)('docs/notices.md says when a webhook is told %s', (event) => {
  const row = DOCUMENT.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${event}\``));
  expect(row?.split('|').length).toBe(5);
});
