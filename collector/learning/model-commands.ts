import type { Ledger } from '../ledger/ledger.ts';

/** What the office asks of a yard's models. */
export interface ModelCommand {
  /** seq of its event */
  readonly seq: number;
  readonly tenant: string;
  readonly yard: string;
  readonly kind: 'refit' | 'shadow' | 'promote' | 'roll-back';
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  /** the version it names; null for refit and roll-back, and for a shadow that ends */
  readonly version: string | null;
}

interface CommandRow extends Omit<ModelCommand, 'by' | 'reason' | 'version'> {
  readonly body: string;
}

/** The commands that no row of a model answers yet, oldest first. */
export function waitingCommands(ledger: Ledger): ModelCommand[] {
  return ledger
    .all<CommandRow>(
      `SELECT e.seq, e.tenant, e.yard, e.kind, e.id, e.body
       FROM yard y JOIN event e ON e.yard = y.yard AND e.kind IN ('refit', 'shadow', 'promote', 'roll-back')
       WHERE NOT EXISTS (SELECT 1 FROM model_row m WHERE m.yard = e.yard AND m.command = e.id)
       ORDER BY e.seq`,
    )
    .map(({ body, ...row }) => {
      const { by, reason, version } = JSON.parse(body) as { by: string; reason: string; version?: string };
      return { ...row, by, reason, version: version ?? null };
    });
}
