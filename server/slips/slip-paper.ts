import type { Language, Slip } from '../../domain/wire/slips-api.ts';
import { Paper } from '../paper/paper.ts';
import * as front from './front-page.ts';
import { drawChanges, drawGrades } from './judgement.ts';
import { drawEvidence } from './photo-pages.ts';
import { drawChain, drawSignatures } from './signatures.ts';
import { type SlipWords, slipWords } from './slip-words.ts';

/** A slip with what is drawn of it beside its content. */
export interface SlipFacts {
  readonly slip: Slip;
  readonly language: Language;
  /** small JPEGs by the SHA-256 of the photo; those missing were deleted at the end of their retention */
  readonly thumbnails: ReadonlyMap<string, Buffer>;
}

/** What every part of a slip on paper is drawn with. */
export interface SlipPen {
  readonly paper: Paper;
  readonly slip: Slip;
  readonly words: SlipWords;
  readonly format: SlipFormat;
}

/** Figures and times as they stand on paper. */
export interface SlipFormat {
  kg(value: number): string;
  /** share of 1 */
  percent(share: number): string;
  /** RFC 3339 in KST to a second */
  time(at: string): string;
}

/** A slip (검수확인서) as an A4 PDF: what both parties sign on its first page, then the evidence it rests on. */
export async function slipPaper({ slip, language, thumbnails }: SlipFacts): Promise<Buffer> {
  const { content } = slip;
  const words = slipWords(language);
  const isCancelled = content.state === 'cancelled';
  const paper = new Paper({
    ...{ language, title: `${words.title} ${content.number}`, subject: content.yardName },
    mark: markOf(slip, words),
    footer: `${words.title} ${content.number} · ${words.version(content.version)} · SHA-256 ${slip.sha256.slice(0, 16)}…`,
    at: new Date(content.issuedAt),
    ...(isCancelled ? { crossed: words.crossed } : {}),
  });
  const pen: SlipPen = { paper, slip, words, format: formatOf(language) };
  front.drawHead(pen);
  front.drawFacts(pen);
  front.drawWeighings(pen);
  front.drawSums(pen);
  drawGrades(pen);
  drawChanges(pen);
  drawSignatures(pen);
  drawChain(pen);
  drawEvidence(pen, thumbnails);
  return await paper.finish();
}

/** What nobody may overlook, on every page. */
function markOf({ content, versions, intact }: Slip, words: SlipWords): string {
  if (!intact) return words.altered;
  if (content.state === 'cancelled') return words.cancelled(words.reasons[content.reason] ?? content.reason);
  const latest = versions[0]?.version ?? content.version;
  return latest > content.version ? words.superseded(latest) : '';
}

function formatOf(language: Language): SlipFormat {
  const locale = language === 'ko' ? 'ko-KR' : 'en-US';
  return {
    kg: (value) => value.toLocaleString(locale),
    percent: (share) => `${(share * 100).toLocaleString(locale, { maximumFractionDigits: 1 })} %`,
    time: (at) => at.slice(0, 19).replace('T', ' '),
  };
}
