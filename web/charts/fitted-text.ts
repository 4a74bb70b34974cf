/** Rough widths at 13 px: a syllable of Hangul or a Chinese character is square, other letters about half of it. */
const WIDE_PX = 12.5;
const NARROW_PX = 7.2;
const WIDE_FROM = 0x1100;

const widthOf = (letter: string): number => ((letter.codePointAt(0) ?? 0) >= WIDE_FROM ? WIDE_PX : NARROW_PX);

/** About how wide a text stands, in pixels. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + widthOf(letter), 0);
}

/** A text cut to a width in pixels, with an ellipsis where something is missing. */
export function fittedText(text: string, width: number): string {
  const letters = [...text];
  if (textWidth(text) <= width) return text;
  let used = NARROW_PX;
  let kept = 0;
  for (const letter of letters) {
    used += widthOf(letter);
    if (used > width) break;
    kept += 1;
  }
  return `${letters.slice(0, Math.max(1, kept)).join('').trimEnd()}…`;
}
