import type { Texts } from '../../text/ko.ts';
import { plainWon } from '../../text/money.ts';
import { columnName, levelName, milestoneName } from '../../text/programme-phrases.ts';

/** A value of a project's field as people read it; what has no words shows itself. */
export function fieldWords(words: Texts, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return words.project.nothing;
  if (field === 'totalCost' && typeof value === 'number') return plainWon(value);
  if (field === 'state') return columnName(words, String(value));
  if (field === 'targetLevel' || field === 'measuredLevel') return levelName(words, String(value));
  if (Array.isArray(value)) return value.map(String).join(words.programme.listSeparator);
  if (typeof value !== 'object') return String(value);
  const pairs = Object.entries(value);
  if (pairs.length === 0) return words.project.nothing;
  if (field === 'reached')
    return pairs.map(([id, day]) => `${milestoneName(words, id)} ${String(day)}`).join(words.programme.listSeparator);
  return pairs.map(([, inner]) => String(inner)).join(words.programme.listSeparator);
}
