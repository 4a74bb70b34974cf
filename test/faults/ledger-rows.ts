import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ledger } from '../../collector/ledger/ledger.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import { FRAMES_FOLDER, LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';

const EVENT = "e.area || '/' || e.device || '/' || e.id";

/**
 * Every row that a ledger amounts to, in an order that does not depend on how it came about. Left out is what tells when
 * and how often something was done rather than what is so: receive and commit times, latencies, row numbers, and the
 * rows in between (a visit settled in one step or in two).
 */
export function ledgerRows(dataDir: string): Record<string, unknown[]> {
  const ledger = new Ledger(join(dataDir, LEDGER_FILE));
  try {
    return {
      integrity: ledger.all('PRAGMA integrity_check'),
      events: ledger.all(
        `SELECT e.tenant, e.yard, e.area, e.device, e.kind, e.id, e.at, e.ticket, e.plate, e.kg, e.lift, e.sha256, e.visit, e.body
         FROM event e ORDER BY ${EVENT}`,
      ),
      inferences: ledger.all(
        `SELECT ${EVENT} AS event, i.model, i.version, i.model_sha256, i.role, i.probabilities, i.grade, i.confidence,
           i.distance, i.out_of_domain, i.unusable, hex(i.embedding) AS embedding, i.failure
         FROM inference i JOIN event e ON e.seq = i.event ORDER BY event, i.role`,
      ),
      standings: ledger.all(
        `SELECT ${EVENT} AS event, s.visit, s.role, l.area || '/' || l.device || '/' || l.id AS lift
         FROM standing s JOIN event e ON e.seq = s.event LEFT JOIN event l ON l.seq = s.lift_event ORDER BY event`,
      ),
      visits: ledger.all<{ body: string }>('SELECT body FROM visit ORDER BY id').map(({ body }) => {
        const { revision: _revision, restated: _restated, ...visit } = JSON.parse(body) as Visit;
        return visit;
      }),
      grades: ledger.all('SELECT visit, grade, kg FROM visit_grade ORDER BY visit, grade'),
      spans: ledger.all('SELECT visit, yard, plate, ticket, opened_at, ended_at FROM span ORDER BY visit'),
      deadLetters: ledger.all(
        'SELECT topic, id, code, detail, hex(first_bytes) AS bytes, size FROM dead_letter ORDER BY topic, id',
      ),
      written: ledger.all(
        'SELECT tenant, yard, area, device, written - duplicates AS own FROM account ORDER BY area, device',
      ),
      waiting: ledger.all('SELECT event FROM grading_queue'),
      photos: readdirSync(join(dataDir, FRAMES_FOLDER), { recursive: true })
        .map(String)
        .filter((name) => name.includes('.'))
        .sort(),
    };
  } finally {
    ledger.close();
  }
}

/** How far a ledger is, while its collector writes it. */
export function ledgerProgress(dataDir: string): { events: number; deadLetters: number; waiting: number } {
  const ledger = new Ledger(join(dataDir, LEDGER_FILE));
  try {
    const count = (table: string) => ledger.first<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
    return { events: count('event'), deadLetters: count('dead_letter'), waiting: count('grading_queue') };
  } finally {
    ledger.close();
  }
}
