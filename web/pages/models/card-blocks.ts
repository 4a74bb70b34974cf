/** A part of a model card: the little of Markdown that cards use. */
export type CardBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** The blocks of a card. What it does not know stays as text; nothing of it is ever read as HTML. */
export function cardBlocks(markdown: string): CardBlock[] {
  const blocks: CardBlock[] = [];
  for (const part of markdown
    .replace(/\r/gu, '')
    .replace(/^(#+ .*)$/gmu, '$1\n')
    .split(/\n{2,}/u)) {
    const lines = part.split('\n').filter((line) => line.trim() !== '');
    const first = lines[0];
    if (first === undefined) continue;
    if (/^#+ /u.test(first)) blocks.push({ kind: 'heading', text: plain(first.replace(/^#+ /u, '')) });
    else if (lines.every((line) => line.startsWith('|'))) blocks.push({ kind: 'table', rows: tableRows(lines) });
    else if (/^[-*] /u.test(first)) blocks.push({ kind: 'list', items: listItems(lines) });
    else blocks.push({ kind: 'paragraph', text: plain(lines.join(' ')) });
  }
  return blocks;
}

function plain(text: string): string {
  return text.replace(/\*\*|`/gu, '').trim();
}

function listItems(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (/^[-*] /u.test(line)) items.push(plain(line.slice(2)));
    else items.push(`${items.pop() ?? ''} ${plain(line)}`.trim());
  }
  return items;
}

function tableRows(lines: readonly string[]): string[][] {
  return lines
    .filter((line) => !/^\|[\s|:-]+\|$/u.test(line))
    .map((line) =>
      line
        .replace(/^\||\|$/gu, '')
        .split('|')
        .map(plain),
    )
    .filter((cells) => cells.some((cell) => cell !== ''));
}
