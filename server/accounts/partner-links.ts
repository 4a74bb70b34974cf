import { randomUUID } from 'node:crypto';
import { formatKst } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import type { PartnerLink, PartnerLinkGrant, PartnerLinkRequest } from '../../domain/wire/slips-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { randomToken, tokenHash } from './secrets.ts';

interface PartnerLinkRow {
  readonly id: string;
  readonly yard: string;
  readonly partner: string;
  readonly created_at: EpochMs;
  readonly created_by: string;
  readonly expires_at: EpochMs;
  readonly used_at: EpochMs | null;
}

/** A link in force, with the instant of its end. */
export interface UsedLink {
  readonly link: PartnerLink;
  readonly expiresAt: EpochMs;
}

const IN_FORCE = 'revoked_at IS NULL AND expires_at > ?';

/** Links of partners: one partner at one yard each, good until they end or are revoked. */
export class PartnerLinks {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Makes a link that lasts for `days`; its secret is in this answer and nowhere else. */
  add({ yard, partner, days }: PartnerLinkRequest, createdBy: string): Omit<PartnerLinkGrant, 'url'> {
    const token = randomToken();
    const at = Date.now();
    const row = {
      id: randomUUID(),
      yard,
      partner,
      created_at: at,
      created_by: createdBy,
      expires_at: at + days * DAY_MS,
    };
    this.#database.run(
      `INSERT INTO partner_link (id, token_hash, yard, partner, created_at, created_by, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...[row.id, tokenHash(token), yard, partner, at, createdBy, row.expires_at],
    );
    return { ...shown({ ...row, used_at: null }), token };
  }

  /** Links in force, newest first. */
  list(): PartnerLink[] {
    const sql = `SELECT * FROM partner_link WHERE ${IN_FORCE} ORDER BY created_at DESC, id`;
    return this.#database.rows<PartnerLinkRow>(sql, Date.now()).map(shown);
  }

  find(id: string): PartnerLink | null {
    const sql = `SELECT * FROM partner_link WHERE id = ? AND ${IN_FORCE}`;
    const row = this.#database.row<PartnerLinkRow>(sql, id, Date.now());
    return row ? shown(row) : null;
  }

  /** The link whose secret somebody presents, noted as used; `null` when it is unknown, over or revoked. */
  use(token: string): UsedLink | null {
    const now = Date.now();
    const hash = tokenHash(token);
    const sql = `UPDATE partner_link SET used_at = ? WHERE token_hash = ? AND ${IN_FORCE}`;
    if (this.#database.run(sql, now, hash, now) === 0) return null;
    const row = this.#database.row<PartnerLinkRow>('SELECT * FROM partner_link WHERE token_hash = ?', hash);
    return row ? { link: shown(row), expiresAt: row.expires_at } : null;
  }

  /** Revokes the link; the sessions that came by it are over from now on. */
  revoke(id: string): void {
    this.#database.run('UPDATE partner_link SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', Date.now(), id);
  }
}

function shown({ id, yard, partner, created_at, created_by, expires_at, used_at }: PartnerLinkRow): PartnerLink {
  return {
    ...{ id, yard, partner, createdAt: formatKst(created_at), createdBy: created_by },
    expiresAt: formatKst(expires_at),
    usedAt: used_at === null ? null : formatKst(used_at),
  };
}
