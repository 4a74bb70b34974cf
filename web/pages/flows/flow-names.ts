import { nameInLine } from '../../../domain/flows/name-in-line.ts';
import type { FlowNode } from '../../../domain/flows/sankey.ts';
import type { Texts } from '../../text/ko.ts';
import { gradeName } from '../../text/phrases.ts';
import type { Cut, Split } from './flow-view.ts';
import type { TableRow } from './table-rows.ts';

/** Names of what a cut is narrowed to. */
export function cutName(words: Texts, yards: ReadonlyMap<string, string>, cut: Cut, name: string): string {
  if (cut === 'grades') return gradeName(words, name);
  if (cut === 'yards') return yards.get(name) ?? name;
  return name === '' ? words.procurement.noPartner : nameInLine(name);
}

export const CUT_OF_SPLIT: Readonly<Record<Split, Cut>> = {
  supplier: 'suppliers',
  grade: 'grades',
  yard: 'yards',
  works: 'works',
};

export function nodeName(words: Texts, yards: ReadonlyMap<string, string>, node: FlowNode): string {
  if (node.isFolded) return words.procurement.others(node.names.length);
  const name = node.names[0] ?? '';
  switch (node.kind) {
    case 'stock-in':
      return words.flows.stockIn;
    case 'stock-out':
      return words.flows.stockOut;
    case 'grade':
      return gradeName(words, name);
    case 'yard-in':
    case 'yard-out':
      return yards.get(name) ?? name;
    case 'supplier':
    case 'works':
      return cutName(words, yards, 'suppliers', name);
  }
}

/** What a node narrows to; the stock narrows to nothing. */
export function cutOfNode({ kind }: FlowNode): Cut | null {
  if (kind === 'supplier') return 'suppliers';
  if (kind === 'works') return 'works';
  if (kind === 'grade') return 'grades';
  return kind === 'yard-in' || kind === 'yard-out' ? 'yards' : null;
}

/** The name of a line of the table, its parts in one. */
export function rowName(words: Texts, yards: ReadonlyMap<string, string>, row: TableRow): string {
  const parts = [
    row.supplier === null ? null : cutName(words, yards, 'suppliers', row.supplier),
    row.works === null ? null : cutName(words, yards, 'works', row.works),
    row.grade === null ? null : gradeName(words, row.grade),
    row.yard === null ? null : (yards.get(row.yard) ?? row.yard),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
