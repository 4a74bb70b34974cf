import type { IndicatorId } from '../../domain/programme/indicators.ts';

/** Indicators that the ledger's own rows give; those of sessions come from the server. */
export type LedgerIndicator = Exclude<IndicatorId, `dashboard-use-${string}`>;

/** Kinds of event that only a device sends. */
const BY_DEVICE = "('weighing', 'lift', 'frame', 'radiation', 'occupancy', 'ack')";
/**
 * What comes later than this was delivered late, as after an outage: completeness counts it, latency, which asks how the
 * chain works while it works, does not (15 minutes).
 */
const FRESH_MS = 900_000;
/** A photo may come this long after its lift before it is missed. */
const PHOTO_GRACE_MS = 900_000;
/** A visit that is open longer misses its second weighing (edge contract, visits 7). */
const OPEN_LIMIT_MS = 43_200_000;

/** The value at a percentile by nearest rank; `rows` selects it as `value`. */
const percentile = (percent: number, rows: string) => `
  WITH found AS (${rows}),
    ranked AS (SELECT value, row_number() OVER (ORDER BY value) AS place, count(*) OVER () AS n FROM found)
  SELECT value FROM ranked WHERE place = (n * ${percent} + 99) / 100`;

/** max(): a clock ahead of ours is flagged on its device and makes no event early here. */
const LATENCIES = `
  SELECT max(0, received_at - at) / 1000.0 AS value FROM event
  WHERE yard = ?1 AND kind IN ${BY_DEVICE} AND at >= ?2 AND at < ?3 AND received_at - at <= ${FRESH_MS}`;

const COMMANDS = "command_row c WHERE c.yard = ?1 AND c.at >= ?2 AND c.at < ?3 AND c.state = 'issued'";
const noted = (...states: string[]) =>
  `EXISTS (SELECT 1 FROM command_row n WHERE n.command = c.command AND n.state IN (${states.map((s) => `'${s}'`)}))`;

/**
 * Every indicator as one query over a yard (?1) and a window from ?2 to before ?3, milliseconds since the epoch. It gives
 * one row with `value` in the indicator's unit, or null or no row where there was nothing to measure.
 * Definitions: domain/programme/data/indicator-definitions.ts.
 */
export const INDICATOR_QUERIES: Readonly<Record<LedgerIndicator, string>> = {
  // known devices of which an event came that lies in the window
  'devices-reporting': `
    SELECT 100.0 * count(*) FILTER (WHERE EXISTS (SELECT 1 FROM event e WHERE e.yard = d.yard AND e.kind IN ${BY_DEVICE}
      AND e.at >= ?2 AND e.at < ?3 AND e.area = d.area AND e.device = d.device)) / count(*) AS value
    FROM device d WHERE d.yard = ?1`,

  // two weighings of every visit that has ended or is overdue, and a photo of every lift
  completeness: `
    WITH part AS (
      SELECT 2 AS expected, CASE status WHEN 'closed' THEN 2 ELSE 1 END AS received FROM visit
      WHERE yard = ?1 AND opened_at >= ?2 AND opened_at < ?3
        AND (status = 'closed' OR status = 'open' AND opened_at < ?3 - ${OPEN_LIMIT_MS})
      UNION ALL
      SELECT 1, EXISTS (SELECT 1 FROM standing f WHERE f.visit = l.visit AND f.lift_event = l.event) FROM standing l
      WHERE l.yard = ?1 AND l.kind = 'lift' AND l.role = 'lift' AND l.at >= ?2 AND l.at < ?3 - ${PHOTO_GRACE_MS})
    SELECT 100.0 * sum(received) / sum(expected) AS value FROM part`,

  'latency-p50': percentile(50, LATENCIES),
  'latency-p95': percentile(95, LATENCIES),

  // nobody can type a weighing in; one whose visit a person cancelled was set aside by hand
  'weighings-automatic': `
    SELECT 100.0 * count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM standing s
      JOIN event c ON c.visit = s.visit AND c.kind = 'cancellation' WHERE s.event = e.seq)) / count(*) AS value
    FROM event e WHERE e.yard = ?1 AND e.kind = 'weighing' AND e.at >= ?2 AND e.at < ?3`,

  'grades-automatic': `
    SELECT 100.0 * count(*) FILTER (WHERE json_extract(v.body, '$.basis') = 'photos' AND NOT EXISTS (
      SELECT 1 FROM event c WHERE c.visit = v.id AND c.kind = 'correction')) / count(*) AS value
    FROM visit v WHERE v.yard = ?1 AND v.closed_at >= ?2 AND v.closed_at < ?3 AND v.status = 'closed'`,

  // both weighings, as many lifts and photos as the visit says, and a judgement of every photo
  retention: `
    SELECT 100.0 * count(*) FILTER (WHERE whole) / count(*) AS value FROM (
      SELECT sum(s.role IN ('first', 'second')) = 2
        AND sum(s.role = 'lift') = json_extract(v.body, '$.liftCount')
        AND sum(s.role = 'frame') = json_extract(v.body, '$.frameCount')
        AND sum(s.role = 'frame' AND NOT EXISTS (SELECT 1 FROM inference i
          WHERE i.event = s.event AND i.role = 'current')) = 0 AS whole
      FROM visit v LEFT JOIN standing s ON s.visit = v.id
      WHERE v.yard = ?1 AND v.closed_at >= ?2 AND v.closed_at < ?3 AND v.status = 'closed' GROUP BY v.id)`,

  // scale, crane, camera, radiation gate, and an InfluxDB for which nothing has waited longer than an hour. Whether the
  // portal answers only the server knows; it is not counted
  'integrations-alive': `
    SELECT (SELECT count(*) FROM (VALUES ('weighing'), ('lift'), ('frame'), ('radiation')) k WHERE EXISTS (
        SELECT 1 FROM event e WHERE e.yard = ?1 AND e.kind = k.column1 AND e.at >= ?2 AND e.at < ?3))
      + (EXISTS (SELECT 1 FROM projection_target)
        AND NOT EXISTS (SELECT 1 FROM point_due WHERE yard = ?1 AND since < ?3 - 3600000)) AS value`,

  // what rules decided; a release only takes back
  'commands-issued': `SELECT count(*) AS value FROM ${COMMANDS} AND c.rule IS NOT NULL`,

  // of those that have come to an end; an answer that came after the expiry is none
  'commands-acknowledged': `
    SELECT 100.0 * count(*) FILTER (WHERE ${noted('acked')} AND NOT ${noted('expired')}) / count(*) AS value
    FROM ${COMMANDS} AND ${noted('acked', 'failed', 'expired')}`,

  'time-to-act-p95': percentile(
    95,
    `SELECT max(0, a.at - e.at) / 1000.0 AS value FROM command_row c JOIN event e ON e.seq = c.cause
       JOIN command_row a ON a.command = c.command AND a.state = 'acked'
     WHERE c.yard = ?1 AND c.at >= ?2 AND c.at < ?3 AND c.state = 'issued'`,
  ),

  // neither released by a person, nor caused by a person's word
  'commands-unattended': `
    SELECT 100.0 * count(*) FILTER (WHERE c.by IS NULL AND NOT EXISTS (SELECT 1 FROM event e
      WHERE e.seq = c.cause AND e.area = 'office')) / count(*) AS value
    FROM ${COMMANDS} AND ${noted('acked')}`,

  'commands-overridden': `
    SELECT 100.0 * count(*) FILTER (WHERE ${noted('overridden')}) / count(*) AS value
    FROM ${COMMANDS} AND c.rule IS NOT NULL`,
};
