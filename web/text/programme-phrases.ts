import { AI_TRACK_2026 } from '../../domain/programme/data/ai-track-2026.ts';
import type { Refusal, Warning } from '../../domain/wire/programme-api.ts';
import type { Texts } from './ko.ts';

type Named = { readonly id: string; readonly name: string; readonly nameEn: string };

function nameIn(words: Texts, list: readonly Named[], id: string): string {
  const found = list.find((one) => one.id === id);
  return found === undefined ? id : words.programme.nameOf(found);
}

/** Name of a cost line; an unknown one shows its id. */
export function lineName(words: Texts, line: string): string {
  return nameIn(words, AI_TRACK_2026.lines, line);
}

/** Name of a board column; an unknown one shows its id. */
export function columnName(words: Texts, column: string): string {
  return nameIn(words, AI_TRACK_2026.columns, column);
}

/** Name of a milestone; an unknown one shows its id. */
export function milestoneName(words: Texts, milestone: string): string {
  return nameIn(words, AI_TRACK_2026.milestones, milestone);
}

/** A level of the system scale; an unknown one shows itself. */
export function levelName(words: Texts, level: string): string {
  return words.programme.levelNames[level] ?? level;
}

/** What a warning says, lines and funders by their names; an unknown rule shows itself. */
export function warningSentence(words: Texts, warning: Pick<Warning, 'params'> & { rule: string }): string {
  const { line, funder, gapBasisPoints, reached, target } = warning.params;
  const params = {
    ...warning.params,
    ...(gapBasisPoints === undefined ? {} : { points: Math.floor(Number(gapBasisPoints) / 100) }),
    ...(reached === undefined ? {} : { reached: levelName(words, String(reached)) }),
    ...(target === undefined ? {} : { target: levelName(words, String(target)) }),
    ...(line === undefined ? {} : { line: lineName(words, String(line)) }),
    ...(funder === undefined
      ? {}
      : { funder: words.programme.funders[funder as keyof Texts['programme']['funders']] ?? funder }),
  };
  return words.warningRules[warning.rule]?.say(params) ?? warning.rule;
}

/** What to do about a warning; empty when nothing is known. */
export function warningAdvice(words: Texts, rule: string): string {
  return words.warningRules[rule]?.act ?? '';
}

/** Why something is not taken, and what to do. */
export function refusalSentence(words: Texts, refusal: Pick<Refusal, 'params'> & { code: string }): string {
  return words.refusalWords[refusal.code]?.(refusal.params) ?? words.refusalUnknown;
}

/** What a refusal speaks of, as the person sees it: the cell, else the field, else nothing. */
export function refusalPlace(words: Texts, refusal: Pick<Refusal, 'field' | 'cell'>): string {
  if (refusal.cell !== null) return words.project.wrongCell(refusal.cell);
  return refusal.field === null ? '' : (words.projectForm.fields[refusal.field] ?? refusal.field);
}
