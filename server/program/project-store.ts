import { randomBytes } from 'node:crypto';
import { formatKst } from '../../domain/kst-time.ts';
import {
  changesOf,
  fieldChanges,
  type ProjectFields,
  type ProjectRow,
  projectOf,
} from '../../domain/programme/project.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Project, ProjectHistory } from '../../domain/wire/programme-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import { byProject } from './by-project.ts';
import { ChangedMeanwhile } from './refused.ts';

/** Who writes a row, and when. */
export interface Writer {
  readonly by: string;
  readonly at: EpochMs;
}

interface Row {
  readonly project: string;
  readonly kind: ProjectRow['kind'];
  readonly at: EpochMs;
  readonly by: string;
  readonly reason: string;
  readonly fields: string;
}

/** Grant projects by their rows; a project is what its rows leave. */
export class ProjectStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Every project, in the order they were made. */
  list(): Project[] {
    const rows = this.#database.rows<Row>(
      'SELECT project, kind, at, by, reason, fields FROM project_row ORDER BY project, revision',
    );
    return [...byProject(rows)]
      .flatMap(([id, own]) => projectFrom(id, own) ?? [])
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1));
  }

  find(project: string): Project | null {
    return projectFrom(project, this.#rows(project));
  }

  /** True when no project was ever made. */
  get isEmpty(): boolean {
    return this.#database.row('SELECT 1 FROM project_row LIMIT 1') === undefined;
  }

  history(project: string): ProjectHistory {
    const rows = this.#rows(project).map(rowOf);
    const changes = changesOf(rows);
    return {
      rows: rows.map(({ at, by, kind, reason }, place) => ({
        revision: place + 1,
        at: formatKst(at),
        by,
        kind,
        reason,
        changed: [...(changes[place] ?? [])],
      })),
    };
  }

  create(fields: ProjectFields, { by, at }: Writer): Project {
    const id = `gp-${randomBytes(6).toString('hex')}`;
    this.#insert(id, 1, 'created', '', fields, { by, at });
    return this.find(id) as Project;
  }

  /**
   * Writes a change that was made from a revision.
   * @throws ChangedMeanwhile when that revision no longer stands; then nothing is written
   */
  change(project: string, from: number, fields: ProjectFields, reason: string, writer: Writer): Project {
    this.#database.transaction(() => {
      this.requireRevision(project, from);
      this.#insert(project, from + 1, 'changed', reason, fields, writer);
    });
    return this.find(project) as Project;
  }

  /** @throws ChangedMeanwhile unless the revision is the one that stands */
  requireRevision(project: string, from: number): void {
    const rows = this.#rows(project).map(rowOf);
    const last = rows.at(-1);
    if (!last || rows.length === from) return;
    const seen = rows[from - 1];
    throw new ChangedMeanwhile({
      revision: rows.length,
      at: formatKst(last.at),
      by: last.by,
      reason: last.reason,
      changed: seen ? fieldChanges(seen.fields, last.fields) : [],
    });
  }

  #rows(project: string): Row[] {
    return this.#database.rows<Row>(
      'SELECT project, kind, at, by, reason, fields FROM project_row WHERE project = ? ORDER BY revision',
      project,
    );
  }

  #insert(
    project: string,
    revision: number,
    kind: ProjectRow['kind'],
    reason: string,
    fields: ProjectFields,
    { by, at }: Writer,
  ): void {
    this.#database.run(
      'INSERT INTO project_row (project, revision, kind, at, by, reason, fields) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[project, revision, kind, at, by, reason, JSON.stringify(fields)],
    );
  }
}

const rowOf = ({ fields, ...row }: Row): ProjectRow => ({ ...row, fields: JSON.parse(fields) as ProjectFields });

function projectFrom(id: string, rows: readonly Row[]): Project | null {
  const project = projectOf(rows.map(rowOf));
  if (!project) return null;
  const { revision, createdAt, changedAt, fields } = project;
  return {
    id,
    revision,
    createdAt: formatKst(createdAt),
    changedAt: formatKst(changedAt),
    fields: fields as Project['fields'],
  };
}
