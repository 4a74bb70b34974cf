import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, addMonths } from '../../domain/programme/calendar.ts';
import type { KstDay } from '../../domain/units.ts';
import type { YardsFile } from '../../domain/yard-settings.ts';
import type { DemoYard } from '../demo-yard/yards.ts';
import { SELLS_ELSEWHERE } from './stories.ts';

const DEMO_FILE = join(import.meta.dirname, '../demo-yard/yards.json');
/** Before any history begins. */
const RULES_FROM: KstDay = '2020-01-01';

/**
 * The file of yards of a history: the demo yards', with rules that held all the time, scales whose verification has days,
 * the buyer's works, and a yard that does not show its stock because it sells elsewhere too.
 */
export async function yardsFileOf(yards: readonly DemoYard[], until: KstDay): Promise<YardsFile> {
  const demo = JSON.parse(await readFile(DEMO_FILE, 'utf8')) as YardsFile;
  const verifiedOn = addDays(until, -210);
  return {
    yards: Object.fromEntries(
      yards.map(({ id }) => {
        const entry = demo.yards[id] ?? {};
        const rules = (entry.rules ?? []).map((rule) => ({ ...rule, from: RULES_FROM }));
        const scales = { 'weigh/wb01': { verifiedOn, dueOn: addMonths(verifiedOn, 12) } };
        return [id, { ...entry, rules, scales, stockShared: id !== SELLS_ELSEWHERE.yard }];
      }),
    ),
    works: [...new Set(yards.flatMap(({ works }) => works))],
  };
}
