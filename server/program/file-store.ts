import type { Attachment } from '../../domain/wire/programme-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import type { Writer } from './project-store.ts';

/** Which files belong to which project; a file is seen by those who see one of its projects. */
export class AttachmentStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** The file under this digest that was uploaded to the project; `null` when none was. */
  find(project: string, digest: string): Attachment | null {
    const sql = 'SELECT digest, type, bytes, name FROM attachment WHERE project = ? AND digest = ?';
    return this.#database.row<Attachment>(sql, project, digest) ?? null;
  }

  /** Notes that a file belongs to a project; one that does already keeps its first name. */
  add(project: string, { digest, type, bytes, name }: Attachment, { by, at }: Writer): Attachment {
    this.#database.run(
      `INSERT INTO attachment (project, digest, type, bytes, name, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      ...[project, digest, type, bytes, name, at, by],
    );
    return this.find(project, digest) as Attachment;
  }
}
