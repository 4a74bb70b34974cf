import { randomUUID } from 'node:crypto';
import { formatKst } from '../../domain/kst-time.ts';
import type { Evidence as DomainEvidence } from '../../domain/programme/levels.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { CourseRequest, DocumentRequest, EvidenceRequest, KpiEntry } from '../../domain/wire/programme-api.ts';
import type { Sqlite } from '../stores/sqlite.ts';
import type { Writer } from './project-store.ts';
import { ChangedMeanwhile } from './refused.ts';

export interface DocumentRow extends DocumentRequest {
  readonly at: EpochMs;
  readonly by: string;
}

export interface CourseRow extends CourseRequest {
  readonly at: EpochMs;
  readonly by: string;
}

export interface KpiRows {
  readonly revision: number;
  readonly kpis: readonly KpiEntry[];
}

interface EvidenceRow extends Omit<DomainEvidence, 'isMet'> {
  readonly is_met: 0 | 1 | null;
}

/** The file of a project beside its money: documents, courses, evidence and KPIs, each row as it was written. */
export class PaperStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  documents(project: string): DocumentRow[] {
    return this.#database.rows<DocumentRow>(
      `SELECT item, document, file_name AS fileName, issued_on AS issuedOn, valid_until AS validUntil, at, by
       FROM document_row WHERE project = ? ORDER BY seq`,
      project,
    );
  }

  addDocument(project: string, row: DocumentRequest, { by, at }: Writer): void {
    const { item, document, fileName, issuedOn, validUntil } = row;
    this.#database.run(
      `INSERT INTO document_row (project, item, document, file_name, issued_on, valid_until, at, by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[project, item, document, fileName, issuedOn, validUntil, at, by],
    );
  }

  courses(project: string): CourseRow[] {
    return this.#database.rows<CourseRow>(
      `SELECT course, completed_on AS completedOn, certificate, at, by FROM course_row WHERE project = ? ORDER BY seq`,
      project,
    );
  }

  addCourse(project: string, { course, completedOn, certificate }: CourseRequest, { by, at }: Writer): void {
    this.#database.run(
      'INSERT INTO course_row (project, course, completed_on, certificate, at, by) VALUES (?, ?, ?, ?, ?, ?)',
      ...[project, course, completedOn, certificate, at, by],
    );
  }

  evidence(project: string): DomainEvidence[] {
    const rows = this.#database.rows<EvidenceRow>(
      `SELECT id, item, kind, document, text, is_met, points, at, by FROM evidence_row WHERE project = ? ORDER BY seq`,
      project,
    );
    return rows.map(({ is_met, ...row }) => ({ ...row, isMet: is_met === null ? null : is_met === 1 }));
  }

  addEvidence(project: string, evidence: EvidenceRequest, { by, at }: Writer): string {
    const { item, kind, document, text, isMet, points } = evidence;
    const id = randomUUID();
    this.#database.run(
      `INSERT INTO evidence_row (id, project, item, kind, document, text, is_met, points, at, by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, project, item, kind, document, text, isMet === null ? null : Number(isMet), points, at, by],
    );
    return id;
  }

  /** What people say of the KPIs; revision 0 while nobody has said anything. */
  kpis(project: string): KpiRows {
    const row = this.#kpiRow(project);
    return row ? { revision: row.revision, kpis: JSON.parse(row.kpis) as KpiEntry[] } : { revision: 0, kpis: [] };
  }

  /**
   * Puts a table in the place of the one it was made from.
   * @throws ChangedMeanwhile when another was written since `from`; then nothing is written
   */
  setKpis(
    project: string,
    from: number,
    kpis: readonly KpiEntry[],
    { by, at, reason }: Writer & { readonly reason: string },
  ): void {
    this.#database.transaction(() => {
      const before = this.#kpiRow(project);
      if ((before?.revision ?? 0) !== from) {
        throw new ChangedMeanwhile({
          revision: before?.revision ?? 0,
          at: formatKst(before?.at ?? 0),
          by: before?.by ?? '',
          reason: before?.reason ?? '',
          changed: [{ field: 'kpis', before: this.#kpisAt(project, from), after: this.kpis(project).kpis }],
        });
      }
      this.#database.run(
        'INSERT INTO kpi_row (project, revision, at, by, reason, kpis) VALUES (?, ?, ?, ?, ?, ?)',
        ...[project, from + 1, at, by, reason, JSON.stringify(kpis)],
      );
    });
  }

  #kpisAt(project: string, revision: number): KpiEntry[] {
    const sql = 'SELECT kpis FROM kpi_row WHERE project = ? AND revision = ?';
    return JSON.parse(this.#database.row<{ kpis: string }>(sql, project, revision)?.kpis ?? '[]') as KpiEntry[];
  }

  #kpiRow(project: string) {
    return this.#database.row<{ revision: number; at: EpochMs; by: string; reason: string; kpis: string }>(
      'SELECT revision, at, by, reason, kpis FROM kpi_row WHERE project = ? ORDER BY revision DESC LIMIT 1',
      project,
    );
  }
}
