import type { IndicatorId } from '../../../domain/programme/indicators.ts';

const BY_DEVICE = "('weighing', 'lift', 'frame', 'radiation', 'occupancy', 'ack')";
const ROW = 'at, counts, visit, device, command, value, what';

/** Slowest first, so that what makes the percentile is on top. */
const LATENCIES = `SELECT e.at, 1 AS counts, s.visit, e.area || '/' || e.device AS device, NULL AS command,
    max(0, e.received_at - e.at) / 1000.0 AS value, e.kind AS what
  FROM event e LEFT JOIN standing s ON s.event = e.seq
  WHERE e.yard = ?1 AND e.kind IN ${BY_DEVICE} AND e.at >= ?2 AND e.at < ?3 AND e.received_at - e.at <= 900000
  ORDER BY value DESC LIMIT ?4`;

/** `counts` is an expression over the command's row `c`. */
const commands = (counts: string, value = 'NULL', more = '') => `
  SELECT c.at, ${counts} AS counts, coalesce(s.visit, e.visit) AS visit, c.area || '/' || c.device AS device,
    c.command, ${value} AS value, 'command' AS what
  FROM command_row c JOIN event e ON e.seq = c.cause LEFT JOIN standing s ON s.event = c.cause
  WHERE c.yard = ?1 AND c.at >= ?2 AND c.at < ?3 AND c.state = 'issued' ${more} ORDER BY c.at DESC, c.seq DESC LIMIT ?4`;
const noted = (...states: string[]) =>
  `EXISTS (SELECT 1 FROM command_row n WHERE n.command = c.command AND n.state IN (${states.map((s) => `'${s}'`)}))`;
const TIME_TO_ACT = `(SELECT max(0, a.at - e.at) / 1000.0 FROM command_row a WHERE a.command = c.command AND a.state = 'acked')`;

const sessions = (role: string) => `
  SELECT e.at, 1 AS counts, NULL AS visit, NULL AS device, NULL AS command,
    json_extract(e.body, '$.sessions.${role}') AS value, 'usage' AS what
  FROM event e WHERE e.yard = ?1 AND e.kind = 'usage' AND e.at >= ?2 AND e.at < ?3 ORDER BY e.at DESC LIMIT ?4`;

/**
 * The rows that each indicator is counted from, of a yard (?1) in a window from ?2 to before ?3, at most ?4: where a
 * person looks when a value surprises. The values themselves come from the collector's queries.
 */
export const ROWS_BEHIND: Readonly<Record<IndicatorId, string>> = {
  'devices-reporting': `
    SELECT at, at IS NOT NULL AS counts, NULL AS visit, device, NULL AS command, NULL AS value, 'device' AS what FROM (
      SELECT d.area || '/' || d.device AS device, (SELECT max(e.at) FROM event e WHERE e.yard = d.yard
        AND e.kind IN ${BY_DEVICE} AND e.at >= ?2 AND e.at < ?3 AND e.area = d.area AND e.device = d.device) AS at
      FROM device d WHERE d.yard = ?1) ORDER BY counts, device LIMIT ?4`,

  // what is missing first
  completeness: `
    SELECT ${ROW} FROM (
      SELECT opened_at AS at, status = 'closed' AS counts, id AS visit, NULL AS device, NULL AS command,
        CASE status WHEN 'closed' THEN 2 ELSE 1 END AS value, 'visit' AS what FROM visit
      WHERE yard = ?1 AND opened_at >= ?2 AND opened_at < ?3
        AND (status = 'closed' OR status = 'open' AND opened_at < ?3 - 43200000)
      UNION ALL
      SELECT l.at, EXISTS (SELECT 1 FROM standing f WHERE f.visit = l.visit AND f.lift_event = l.event), l.visit,
        e.area || '/' || e.device, NULL, NULL, 'lift' FROM standing l JOIN event e ON e.seq = l.event
      WHERE l.yard = ?1 AND l.kind = 'lift' AND l.role = 'lift' AND l.at >= ?2 AND l.at < ?3 - 900000)
    ORDER BY counts, at DESC LIMIT ?4`,

  'latency-p50': LATENCIES,
  'latency-p95': LATENCIES,

  'weighings-automatic': `
    SELECT e.at, NOT EXISTS (SELECT 1 FROM event c WHERE c.visit = s.visit AND c.kind = 'cancellation') AS counts,
      s.visit, e.area || '/' || e.device AS device, NULL AS command, e.kg AS value, e.kind AS what
    FROM event e LEFT JOIN standing s ON s.event = e.seq
    WHERE e.yard = ?1 AND e.kind = 'weighing' AND e.at >= ?2 AND e.at < ?3 ORDER BY counts, e.at DESC LIMIT ?4`,

  'grades-automatic': `
    SELECT v.closed_at AS at, json_extract(v.body, '$.basis') = 'photos' AND NOT EXISTS (
        SELECT 1 FROM event c WHERE c.visit = v.id AND c.kind = 'correction') AS counts,
      v.id AS visit, NULL AS device, NULL AS command, json_extract(v.body, '$.confidence') AS value, 'visit' AS what
    FROM visit v WHERE v.yard = ?1 AND v.closed_at >= ?2 AND v.closed_at < ?3 AND v.status = 'closed'
    ORDER BY counts, v.closed_at DESC LIMIT ?4`,

  retention: `
    SELECT v.closed_at AS at, sum(s.role IN ('first', 'second')) = 2
        AND sum(s.role = 'lift') = json_extract(v.body, '$.liftCount')
        AND sum(s.role = 'frame') = json_extract(v.body, '$.frameCount')
        AND sum(s.role = 'frame' AND NOT EXISTS (SELECT 1 FROM inference i
          WHERE i.event = s.event AND i.role = 'current')) = 0 AS counts,
      v.id AS visit, NULL AS device, NULL AS command, NULL AS value, 'visit' AS what
    FROM visit v LEFT JOIN standing s ON s.visit = v.id
    WHERE v.yard = ?1 AND v.closed_at >= ?2 AND v.closed_at < ?3 AND v.status = 'closed' GROUP BY v.id
    ORDER BY counts, v.closed_at DESC LIMIT ?4`,

  'integrations-alive': `
    SELECT (SELECT max(e.at) FROM event e WHERE e.yard = ?1 AND e.kind = k.column1 AND e.at >= ?2 AND e.at < ?3) AS at,
      EXISTS (SELECT 1 FROM event e WHERE e.yard = ?1 AND e.kind = k.column1 AND e.at >= ?2 AND e.at < ?3) AS counts,
      NULL AS visit, NULL AS device, NULL AS command, NULL AS value, k.column1 AS what
    FROM (VALUES ('weighing'), ('lift'), ('frame'), ('radiation')) k
    UNION ALL
    SELECT NULL, NOT EXISTS (SELECT 1 FROM point_due WHERE yard = ?1 AND since < ?3 - 3600000), NULL, NULL, NULL, NULL,
      'influxdb' FROM projection_target LIMIT ?4`,

  'dashboard-use-plant': sessions('plant'),
  'dashboard-use-procurement': sessions('procurement'),
  'dashboard-use-programme': sessions('programme'),

  'commands-issued': commands('1', 'NULL', 'AND c.rule IS NOT NULL'),
  'commands-acknowledged': commands(
    `${noted('acked')} AND NOT ${noted('expired')}`,
    'NULL',
    `AND ${noted('acked', 'failed', 'expired')}`,
  ),
  'time-to-act-p95': commands('1', TIME_TO_ACT, `AND ${noted('acked')}`),
  'commands-unattended': commands("c.by IS NULL AND e.area <> 'office'", 'NULL', `AND ${noted('acked')}`),
  'commands-overridden': commands(noted('overridden'), 'NULL', 'AND c.rule IS NOT NULL'),
};
