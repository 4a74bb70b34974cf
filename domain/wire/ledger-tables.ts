/**
 * The ledger's tables: one SQLite file, `ledger.sqlite` in the data folder, written by the collector alone and read by
 * the server (invariants 2, 4 and 7). Tables of record only ever grow, and triggers hold them to it. Derived tables
 * are what the rows of record amount to now: they are rewritten and can be made anew from the record.
 * Times are milliseconds since the epoch, weights whole kilograms, `body` columns JSON.
 */
export const LEDGER_FILE = 'ledger.sqlite';
/** Folder of the photos under the data folder; a photo lies at `frames/<first two of sha256>/<sha256>.jpg`. */
export const FRAMES_FOLDER = 'frames';
export const LEDGER_VERSION = 4;

/** Tables of record: they only ever grow. */
export const RECORD_TABLES = [
  'event',
  'inference',
  'visit_row',
  'exception_row',
  'dead_letter',
  'device_row',
  'model_row',
  'restatement_row',
  'retry_row',
  'rejected_point',
  'verification_row',
  'indicator_row',
  'budget_row',
  'command_row',
  'slip_row',
  'dispute_row',
  'stock_row',
] as const;

const RECORD = `
-- what devices and people said, once each; kind: weighing lift frame radiation occupancy ack correction cancellation
-- refit shadow promote roll-back region retry release usage budget slip slip-cancellation dispute stock-count
CREATE TABLE IF NOT EXISTS event (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, area TEXT NOT NULL, device TEXT NOT NULL,
  kind TEXT NOT NULL, id TEXT NOT NULL,
  at INTEGER NOT NULL, received_at INTEGER NOT NULL,
  ticket TEXT, plate TEXT, kg INTEGER, lift INTEGER, sha256 TEXT, visit TEXT,
  body TEXT NOT NULL,
  UNIQUE (yard, area, device, id)
) STRICT;
CREATE INDEX IF NOT EXISTS event_by_plate ON event (yard, plate, at) WHERE plate IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_by_ticket ON event (yard, ticket, at) WHERE ticket IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_by_time ON event (yard, kind, at);
CREATE INDEX IF NOT EXISTS event_by_visit ON event (visit) WHERE visit IS NOT NULL;
CREATE INDEX IF NOT EXISTS event_photos_by_time ON event (at) WHERE kind = 'frame';
CREATE INDEX IF NOT EXISTS event_by_photo ON event (sha256) WHERE sha256 IS NOT NULL;

-- what a model said of a photo (invariant 9); a failed grading has a code and no probabilities
CREATE TABLE IF NOT EXISTS inference (
  seq INTEGER PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES event (seq),
  at INTEGER NOT NULL,
  model TEXT NOT NULL, version TEXT NOT NULL, model_sha256 TEXT NOT NULL,
  probabilities TEXT, grade TEXT, confidence REAL, failure TEXT,
  latency_ms REAL NOT NULL,
  -- role: 'current' counts, 'shadow' is only compared; embedding: little-endian float32; distance: to what was taught
  role TEXT NOT NULL DEFAULT 'current',
  embedding BLOB, distance REAL, out_of_domain INTEGER NOT NULL DEFAULT 0, unusable TEXT,
  UNIQUE (event, model_sha256, role)
) STRICT;
CREATE INDEX IF NOT EXISTS inference_by_event ON inference (event, role, seq);
CREATE INDEX IF NOT EXISTS inference_of_shadow ON inference (version, event) WHERE role = 'shadow';

-- what became of the models of a yard; action: made refused shadowed unshadowed promoted rolled-back; version is what
-- it speaks of; detail: for made and refused the comparison before and after, and the corrections it learned from
CREATE TABLE IF NOT EXISTS model_row (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, at INTEGER NOT NULL,
  action TEXT NOT NULL, version TEXT NOT NULL, model_sha256 TEXT NOT NULL,
  by TEXT NOT NULL, reason TEXT NOT NULL, command TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS model_by_yard ON model_row (yard, seq);

-- every state a visit was ever in; cites is the row it takes the place of, body the visit as HTTP shows it
CREATE TABLE IF NOT EXISTS visit_row (
  seq INTEGER PRIMARY KEY,
  visit TEXT NOT NULL, revision INTEGER NOT NULL, cites INTEGER REFERENCES visit_row (seq),
  cause TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  status TEXT NOT NULL, net INTEGER, body TEXT NOT NULL,
  UNIQUE (visit, revision)
) STRICT;

CREATE TABLE IF NOT EXISTS exception_row (
  seq INTEGER PRIMARY KEY,
  visit TEXT NOT NULL, code TEXT NOT NULL, params TEXT NOT NULL,
  raised INTEGER NOT NULL, recorded_at INTEGER NOT NULL, visit_row INTEGER NOT NULL REFERENCES visit_row (seq)
) STRICT;
CREATE INDEX IF NOT EXISTS exception_by_visit ON exception_row (visit);

-- what was refused, with its reason; tenant to device are null when the topic names no device
CREATE TABLE IF NOT EXISTS dead_letter (
  seq INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL, topic TEXT NOT NULL,
  tenant TEXT, yard TEXT, area TEXT, device TEXT, id TEXT,
  code TEXT NOT NULL, detail TEXT NOT NULL,
  first_bytes BLOB NOT NULL, size INTEGER NOT NULL,
  -- the whole message and its MQTT 5 user properties (JSON), so that it can be tried again; null: too big to keep
  payload BLOB, properties TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS dead_letter_by_time ON dead_letter (received_at);
CREATE INDEX IF NOT EXISTS dead_letter_by_message ON dead_letter (topic, id);

-- changes of a device's state, in the order in which they were heard
CREATE TABLE IF NOT EXISTS device_row (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, area TEXT NOT NULL, device TEXT NOT NULL,
  online INTEGER NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL,
  model TEXT, firmware TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS device_row_by_yard ON device_row (yard, at);
CREATE INDEX IF NOT EXISTS device_row_of_device ON device_row (tenant, yard, area, device, seq);

-- kilograms of an ended KST day that changed: the day's sum of a direction and grade before and after; grade is a
-- bucket or 'deduction'; cause is what the visit row cites, by the person when a person caused it
CREATE TABLE IF NOT EXISTS restatement_row (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, day TEXT NOT NULL, direction TEXT NOT NULL, grade TEXT NOT NULL,
  before_kg INTEGER NOT NULL, after_kg INTEGER NOT NULL,
  visit TEXT NOT NULL, visit_row INTEGER NOT NULL REFERENCES visit_row (seq),
  cause TEXT NOT NULL, by TEXT, recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS restatement_by_day ON restatement_row (yard, day);

-- dead letters that a person had tried again; code null: booked this time
CREATE TABLE IF NOT EXISTS retry_row (
  seq INTEGER PRIMARY KEY,
  dead_letter INTEGER NOT NULL REFERENCES dead_letter (seq), command TEXT NOT NULL,
  by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, code TEXT, detail TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS retry_by_letter ON retry_row (dead_letter);

-- points that InfluxDB refused, with its reason
CREATE TABLE IF NOT EXISTS rejected_point (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, yard TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
  line TEXT NOT NULL, status INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT;

-- comparisons of ledger and InfluxDB; detail: the sums that differed, JSON
CREATE TABLE IF NOT EXISTS verification_row (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL, from_day TEXT NOT NULL, to_day TEXT NOT NULL,
  compared INTEGER NOT NULL, differing INTEGER NOT NULL, repaired INTEGER NOT NULL, detail TEXT NOT NULL
) STRICT;

-- KS X 9001 indicators, one row an hour; a later row of the same hour takes the place of an earlier one
CREATE TABLE IF NOT EXISTS indicator_row (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, indicator TEXT NOT NULL, hour INTEGER NOT NULL,
  value REAL NOT NULL, target REAL, recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS indicator_by_hour ON indicator_row (yard, indicator, hour);

-- entries of a grant project's budget in whole won; a change or a cancellation is an entry of its own
CREATE TABLE IF NOT EXISTS budget_row (
  seq INTEGER PRIMARY KEY,
  project TEXT NOT NULL, funder TEXT NOT NULL, line TEXT NOT NULL, stage TEXT NOT NULL,
  at INTEGER NOT NULL, amount_krw INTEGER NOT NULL, entry TEXT NOT NULL, recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS budget_by_time ON budget_row (project, at);

-- commands to devices and what became of them; state: issued sent acked failed expired, and of a hold released (its
-- cause is gone) or overridden (a person took it back). Every row repeats what the command is; cause is the event that
-- it follows from, rule what decided (null: a release), releases the hold that it ends, by a person where one did it
CREATE TABLE IF NOT EXISTS command_row (
  seq INTEGER PRIMARY KEY,
  command TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, area TEXT NOT NULL, device TEXT NOT NULL,
  name TEXT NOT NULL, args TEXT NOT NULL, expires_at INTEGER NOT NULL,
  rule TEXT, cause INTEGER NOT NULL REFERENCES event (seq), releases TEXT,
  by TEXT, reason TEXT NOT NULL,
  UNIQUE (command, state)
) STRICT;
CREATE INDEX IF NOT EXISTS command_by_time ON command_row (yard, at);
CREATE INDEX IF NOT EXISTS command_by_cause ON command_row (cause) WHERE state = 'issued';
CREATE INDEX IF NOT EXISTS command_by_expiry ON command_row (expires_at) WHERE state = 'issued';
CREATE INDEX IF NOT EXISTS command_that_holds ON command_row (yard, area, device)
  WHERE state = 'issued' AND name = 'hold-crane';

-- slips (검수확인서), every version of them, chained by yard in the order of seq: sha256 is that of previous, a line feed
-- and content, in hexadecimal; previous is the sha256 of the yard's slip before, empty for its first. A number names one
-- visit for ever; a later version of it cites the one before; state: issued, cancelled. visit_row is what it tells of
CREATE TABLE IF NOT EXISTS slip_row (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, visit TEXT NOT NULL,
  number TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
  cites INTEGER REFERENCES slip_row (seq), visit_row INTEGER NOT NULL REFERENCES visit_row (seq),
  content TEXT NOT NULL, previous TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,
  by TEXT, reason TEXT NOT NULL, issued_at INTEGER NOT NULL,
  UNIQUE (yard, number, version), UNIQUE (visit, version)
) STRICT;
CREATE INDEX IF NOT EXISTS slip_by_yard ON slip_row (yard, seq);
CREATE INDEX IF NOT EXISTS slip_by_previous ON slip_row (previous);

-- steps of disputes (이의제기); step: open say answer withdraw; party: partner yard; subject, photos (sha256 of the photos
-- that came with the step): JSON; verdict: upheld partly dismissed, of an answer; deadline: by when the yard should answer
CREATE TABLE IF NOT EXISTS dispute_row (
  seq INTEGER PRIMARY KEY,
  dispute TEXT NOT NULL, tenant TEXT NOT NULL, yard TEXT NOT NULL, visit TEXT NOT NULL, partner TEXT NOT NULL,
  slip TEXT NOT NULL, slip_version INTEGER NOT NULL,
  step TEXT NOT NULL, party TEXT NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL,
  subject TEXT NOT NULL, photos TEXT NOT NULL, verdict TEXT, deadline INTEGER NOT NULL,
  at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, event INTEGER NOT NULL UNIQUE REFERENCES event (seq)
) STRICT;
CREATE INDEX IF NOT EXISTS dispute_steps ON dispute_row (dispute, seq);
CREATE INDEX IF NOT EXISTS dispute_by_visit ON dispute_row (visit);

-- what was counted on a yard's ground, whole kilograms by grade: from there on the stock is counted
CREATE TABLE IF NOT EXISTS stock_row (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, grade TEXT NOT NULL, kg INTEGER NOT NULL, counted_at INTEGER NOT NULL,
  by TEXT NOT NULL, reason TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES event (seq), UNIQUE (event, grade)
) STRICT;
CREATE INDEX IF NOT EXISTS stock_by_yard ON stock_row (yard, grade, counted_at);
`;

const DERIVED = `
-- a yard exists from its first message on and belongs to the tenant that sent it; fact_seq numbers its facts
CREATE TABLE IF NOT EXISTS yard (
  yard TEXT PRIMARY KEY, tenant TEXT NOT NULL, first_at INTEGER NOT NULL, fact_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

-- what an event counts for now: role is first second extra (weighings), lift, frame, radiation, refused or none;
-- a null visit waits unassigned; lift_event is the lift a photo shows
CREATE TABLE IF NOT EXISTS standing (
  event INTEGER PRIMARY KEY REFERENCES event (seq),
  yard TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
  visit TEXT, role TEXT NOT NULL, lift_event INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS standing_by_visit ON standing (visit) WHERE visit IS NOT NULL;
CREATE INDEX IF NOT EXISTS standing_waiting ON standing (yard, kind, at) WHERE visit IS NULL;

-- when a visit stands in its yard; ended_at is when it closed or was cancelled, null while it is open
CREATE TABLE IF NOT EXISTS span (
  visit TEXT PRIMARY KEY,
  yard TEXT NOT NULL, plate TEXT NOT NULL, ticket TEXT, opened_at INTEGER NOT NULL, ended_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS span_by_plate ON span (yard, plate, opened_at);
CREATE INDEX IF NOT EXISTS span_by_ticket ON span (yard, ticket) WHERE ticket IS NOT NULL;
CREATE INDEX IF NOT EXISTS span_by_end ON span (yard, ended_at);
CREATE INDEX IF NOT EXISTS span_by_plate_end ON span (yard, plate, ended_at);

-- the latest row of every visit that stands (a visit that re-pairing dissolved is only in visit_row)
CREATE TABLE IF NOT EXISTS visit (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, plate TEXT NOT NULL, ticket TEXT,
  status TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER,
  direction TEXT, partner TEXT, net INTEGER, review TEXT,
  visit_row INTEGER NOT NULL REFERENCES visit_row (seq), revision INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS visit_by_opening ON visit (yard, opened_at);
CREATE INDEX IF NOT EXISTS visit_by_opening_anywhere ON visit (opened_at, id);
CREATE INDEX IF NOT EXISTS visit_by_closing ON visit (yard, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS visit_by_plate ON visit (yard, plate, opened_at);
CREATE INDEX IF NOT EXISTS visit_by_ticket ON visit (yard, ticket) WHERE ticket IS NOT NULL;
CREATE INDEX IF NOT EXISTS visit_open ON visit (yard, opened_at) WHERE status = 'open';
CREATE INDEX IF NOT EXISTS visit_to_review ON visit (yard, closed_at) WHERE review IS NOT NULL;

-- net kilograms of a closed visit by grade bucket
CREATE TABLE IF NOT EXISTS visit_grade (
  visit TEXT NOT NULL, grade TEXT NOT NULL, kg INTEGER NOT NULL, PRIMARY KEY (visit, grade)
) STRICT, WITHOUT ROWID;

-- photos that wait for the model, oldest first
CREATE TABLE IF NOT EXISTS grading_queue (
  event INTEGER PRIMARY KEY REFERENCES event (seq), attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

-- received = written + rejected here; what is received and not yet committed is the collector's to add as pending.
-- Messages whose topic names no device are counted with empty names.
CREATE TABLE IF NOT EXISTS account (
  tenant TEXT NOT NULL, yard TEXT NOT NULL, area TEXT NOT NULL, device TEXT NOT NULL,
  written INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0, duplicates INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, yard, area, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS device (
  tenant TEXT NOT NULL, yard TEXT NOT NULL, area TEXT NOT NULL, device TEXT NOT NULL,
  online INTEGER NOT NULL, model TEXT, firmware TEXT,
  heard_at INTEGER, clock_offset_ms INTEGER NOT NULL DEFAULT 0, clock_at INTEGER,
  -- JSON corners of the part of its frames that shows scrap; null: the whole frame
  region TEXT,
  PRIMARY KEY (tenant, yard, area, device)
) STRICT, WITHOUT ROWID;

-- the latest slip of every visit that has one, and visits whose slip still has to be issued or issued anew
CREATE TABLE IF NOT EXISTS slip (
  visit TEXT PRIMARY KEY, yard TEXT NOT NULL, number TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
  sha256 TEXT NOT NULL, slip_row INTEGER NOT NULL REFERENCES slip_row (seq), UNIQUE (yard, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slip_due (
  visit TEXT PRIMARY KEY, yard TEXT NOT NULL, since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS slip_due_by_time ON slip_due (since);
-- how often the end of the ledger was lost, as far as is known, and by when the last time: slips up to that KST day may
-- have been handed out of which it knows nothing
CREATE TABLE IF NOT EXISTS slip_numbers_lost (
  one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL, times INTEGER NOT NULL
) STRICT;

-- how a dispute stands; state: open answered withdrawn
CREATE TABLE IF NOT EXISTS dispute (
  dispute TEXT PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, visit TEXT NOT NULL, partner TEXT NOT NULL,
  slip TEXT NOT NULL, slip_version INTEGER NOT NULL, subject TEXT NOT NULL,
  state TEXT NOT NULL, verdict TEXT, opened_at INTEGER NOT NULL, deadline INTEGER NOT NULL, ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dispute_by_yard ON dispute (yard, opened_at);
CREATE INDEX IF NOT EXISTS dispute_open ON dispute (visit) WHERE state = 'open';

-- what still has to leave for MQTT, in order; a row goes when the broker has acknowledged it
CREATE TABLE IF NOT EXISTS outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, retain INTEGER NOT NULL, payload TEXT NOT NULL
) STRICT;
-- commands to devices do not wait behind the facts
CREATE INDEX IF NOT EXISTS outbox_to_devices ON outbox (seq) WHERE topic GLOB 'scrap/v1/*';

-- messages that are safe on disk and acknowledged but not booked yet, in groups, in the order of their arrival: what a
-- flood leaves behind. A group goes in the transaction that books it
CREATE TABLE IF NOT EXISTS intake_group (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, received_at INTEGER NOT NULL, messages INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;

-- what still has to be written to InfluxDB, in order; kind: visit lift inspection device indicator budget; ref names
-- the row. The point is made of the row as it is when it leaves, so a row changed twice leaves once
CREATE TABLE IF NOT EXISTS point_due (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, yard TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
  since INTEGER NOT NULL, UNIQUE (kind, ref)
) STRICT;

CREATE INDEX IF NOT EXISTS point_due_by_yard ON point_due (yard, seq);

-- what was seen of a device in a minute, until its point is in InfluxDB; ref names its row in point_due
CREATE TABLE IF NOT EXISTS device_minute (
  ref TEXT PRIMARY KEY,
  tenant TEXT NOT NULL, yard TEXT NOT NULL, area TEXT NOT NULL, device TEXT NOT NULL,
  at INTEGER NOT NULL, online INTEGER NOT NULL, heard_at INTEGER, received INTEGER NOT NULL, rejected INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS device_minute_by_time ON device_minute (at);

-- the InfluxDB that is projected to; while there is none, nothing is put into point_due. An empty target: not all that
-- the ledger holds has been put there yet
CREATE TABLE IF NOT EXISTS projection_target (
  one INTEGER PRIMARY KEY CHECK (one = 1), target TEXT NOT NULL, since INTEGER NOT NULL
) STRICT;

-- sums of closed visits by KST hour and day, by the second weighing; made anew from the visits of the hour whenever one
-- of them changes. Grade kilograms of a partner; '' stands for no partner
CREATE TABLE IF NOT EXISTS rollup_hour (
  yard TEXT NOT NULL, start INTEGER NOT NULL, direction TEXT NOT NULL, partner TEXT NOT NULL, grade TEXT NOT NULL,
  kg INTEGER NOT NULL, PRIMARY KEY (yard, start, direction, partner, grade)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rollup_day (
  yard TEXT NOT NULL, start INTEGER NOT NULL, direction TEXT NOT NULL, partner TEXT NOT NULL, grade TEXT NOT NULL,
  kg INTEGER NOT NULL, PRIMARY KEY (yard, start, direction, partner, grade)
) STRICT, WITHOUT ROWID;
-- what is known of a partner's visits of a KST day beside their kilograms by grade; made anew with the day's sums. Visits
-- count by their second weighing, cancelled ones without it by their first; '' stands for no partner
CREATE TABLE IF NOT EXISTS rollup_partner (
  yard TEXT NOT NULL, start INTEGER NOT NULL, direction TEXT NOT NULL, partner TEXT NOT NULL,
  -- closed visits and their kilograms
  trucks INTEGER NOT NULL, net_kg INTEGER NOT NULL, deduction_kg INTEGER NOT NULL, accepted_kg INTEGER NOT NULL,
  -- of those that declared a known grade and were judged by photos or a person: net, and what of it is the declared grade
  declared_trucks INTEGER NOT NULL, declared_kg INTEGER NOT NULL, matched_kg INTEGER NOT NULL,
  -- closed visits with any exception, whose grades rest on a person's word, with a deduction
  exception_trucks INTEGER NOT NULL, corrected_trucks INTEGER NOT NULL, deducted_trucks INTEGER NOT NULL,
  -- visits that a person cancelled: turned back (퇴송) or withdrawn
  cancelled_trucks INTEGER NOT NULL,
  confidence_sum REAL NOT NULL, confidence_trucks INTEGER NOT NULL,
  PRIMARY KEY (yard, start, direction, partner)
) STRICT, WITHOUT ROWID;
-- hours whose sums are out of date; a reader sums those from the visits
CREATE TABLE IF NOT EXISTS rollup_due (
  yard TEXT NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (yard, start)
) STRICT, WITHOUT ROWID;
`;

const guards = RECORD_TABLES.flatMap((table) =>
  (['UPDATE', 'DELETE'] as const).map(
    (verb) => `CREATE TRIGGER IF NOT EXISTS ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
  BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  ),
);

/**
 * What brings a ledger of an older version to this one, by the version it starts from. Rows stay as they are; a model's
 * word from before has no embedding and counts as in its domain. KST hours are whole hours of UTC too.
 */
export const LEDGER_MIGRATIONS: Readonly<Record<number, string>> = {
  1: `
DROP TRIGGER IF EXISTS inference_no_update;
DROP TRIGGER IF EXISTS inference_no_delete;
ALTER TABLE inference RENAME TO inference_1;
CREATE TABLE inference (
  seq INTEGER PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES event (seq),
  at INTEGER NOT NULL,
  model TEXT NOT NULL, version TEXT NOT NULL, model_sha256 TEXT NOT NULL,
  probabilities TEXT, grade TEXT, confidence REAL, failure TEXT,
  latency_ms REAL NOT NULL,
  role TEXT NOT NULL DEFAULT 'current',
  embedding BLOB, distance REAL, out_of_domain INTEGER NOT NULL DEFAULT 0, unusable TEXT,
  UNIQUE (event, model_sha256, role)
) STRICT;
INSERT INTO inference (seq, event, at, model, version, model_sha256, probabilities, grade, confidence, failure, latency_ms)
  SELECT seq, event, at, model, version, model_sha256, probabilities, grade, confidence, failure, latency_ms FROM inference_1;
DROP TABLE inference_1;
ALTER TABLE device ADD COLUMN region TEXT;
`,
  2: `
ALTER TABLE dead_letter ADD COLUMN payload BLOB;
ALTER TABLE dead_letter ADD COLUMN properties TEXT;
CREATE TABLE rollup_due (
  yard TEXT NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (yard, start)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_due SELECT DISTINCT yard, closed_at - closed_at % 3600000 FROM visit WHERE status = 'closed';
`,
  // what is known of partners is summed with the hours; visits of before get their slip when somebody asks for it
  3: `
INSERT INTO rollup_due SELECT DISTINCT yard, coalesce(closed_at, opened_at) - coalesce(closed_at, opened_at) % 3600000
  FROM visit WHERE status <> 'open' ON CONFLICT DO NOTHING;
`,
};

/** Makes the ledger's tables where they do not exist yet, and guards the tables of record. */
export const LEDGER_SCHEMA = [RECORD, DERIVED, ...guards].join('\n');
