import { DomainError } from '../../domain/errors.ts';
import { formatKst } from '../../domain/kst-time.ts';
import type { User, UserRequest, UserRole } from '../../domain/wire/http-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { hashPassword, isPassword, readablePassword } from './secrets.ts';

export const FIRST_ADMIN = 'admin';

interface UserRow {
  readonly name: string;
  readonly role: UserRole;
  readonly yards: string | null;
  readonly password_hash: string;
  readonly created_at: number;
}

/** People who may log in. */
export class Users {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** The user when name and password fit, else `null`; an unknown name takes as long as a wrong password. */
  async verify(name: string, password: string): Promise<User | null> {
    const row = this.#row(name);
    const fits = await isPassword(password, row?.password_hash ?? null);
    return fits && row ? shown(row) : null;
  }

  list(): User[] {
    return this.#database.rows<UserRow>('SELECT * FROM user ORDER BY name').map(shown);
  }

  /** @throws DomainError `CONFLICT` when the name is taken */
  async add({ name, role, yards, password }: UserRequest): Promise<User> {
    const passwordHash = await hashPassword(password);
    const added = this.#database.run(
      'INSERT INTO user (name, role, yards, password_hash, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      name,
      role,
      yards === null ? null : JSON.stringify([...new Set(yards)].sort()),
      passwordHash,
      Date.now(),
    );
    const row = this.#row(name);
    if (added === 0 || !row) throw new DomainError('CONFLICT', { user: name });
    return shown(row);
  }

  /** @throws DomainError `NOT_FOUND`, or `CONFLICT` for the last administrator */
  remove(name: string): void {
    const row = this.#row(name);
    if (!row) throw new DomainError('NOT_FOUND', { user: name });
    const others = `SELECT 1 AS there FROM user WHERE role = 'admin' AND name <> ? LIMIT 1`;
    if (row.role === 'admin' && !this.#database.row(others, name)) throw new DomainError('CONFLICT', { user: name });
    this.#database.run('DELETE FROM user WHERE name = ?', name);
  }

  /**
   * Sets a password and ends every session of the user: whoever knew the old one is out.
   * @throws DomainError `NOT_FOUND`
   */
  async setPassword(name: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    this.#database.transaction(() => {
      const changed = this.#database.run('UPDATE user SET password_hash = ? WHERE name = ?', passwordHash, name);
      if (changed === 0) throw new DomainError('NOT_FOUND', { user: name });
      this.#database.run('DELETE FROM session WHERE user = ?', name);
    });
  }

  /** Makes `password` the one of the first administrator, at every start that states it. */
  async admitFirstAdmin(password: string): Promise<void> {
    const row = this.#row(FIRST_ADMIN);
    if (!row) await this.add({ name: FIRST_ADMIN, role: 'admin', yards: null, password });
    else if (!(await isPassword(password, row.password_hash))) await this.setPassword(FIRST_ADMIN, password);
  }

  /** Makes the first administrator and returns the password, this once; `null` when there is somebody already. */
  async makeFirstAdmin(): Promise<string | null> {
    if (this.list().length > 0) return null;
    const password = readablePassword();
    await this.add({ name: FIRST_ADMIN, role: 'admin', yards: null, password });
    return password;
  }

  #row(name: string): UserRow | null {
    return this.#database.row<UserRow>('SELECT * FROM user WHERE name = ?', name) ?? null;
  }
}

function shown({ name, role, yards, created_at }: UserRow): User {
  return {
    name,
    role,
    yards: yards === null ? null : (JSON.parse(yards) as string[]),
    createdAt: formatKst(created_at),
  };
}
