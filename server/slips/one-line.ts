/** Words from outside, which hold no line breaks on paper. */
export const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim();
