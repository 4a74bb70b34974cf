import Type from 'typebox';

/** What the page of the usage log asks and gets. Times are RFC 3339 with +09:00, days KST days; texts are the web's. */

const union = <const T extends readonly string[]>(values: T): Type.TEnum<[...T]> => Type.Enum<[...T]>([...values]);
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Time = Type.String({ description: 'RFC 3339 with +09:00 and milliseconds' });
const Day = Type.String({ description: 'KST day, YYYY-MM-DD' });
const Count = Type.Integer({ minimum: 0 });

/** What a person did, in the order in which it is sent: the portal takes one in ten minutes. */
export const USAGE_ACTS = ['login', 'logout', 'delete', 'create', 'inOut', 'change', 'view'] as const;
export type UsageAct = (typeof USAGE_ACTS)[number];

/**
 * How a record ended: `stored` by the portal, `expired` with its KST day, `refused` by the portal for its contents,
 * which nothing can mend. Without an end it waits.
 */
export const USAGE_ENDS = ['stored', 'expired', 'refused'] as const;
export type UsageEnd = (typeof USAGE_ENDS)[number];

/**
 * `off`: no key, or a demo; `on`: sends; `away`: the portal did not answer the last request; `stopped`: the portal or a
 * limit ended sending for this KST day.
 */
export const USAGE_LOG_STATES = ['off', 'on', 'away', 'stopped'] as const;
export type UsageLogState = (typeof USAGE_LOG_STATES)[number];

/** What came of one request to the portal. */
export const PORTAL_OUTCOMES = [
  /** the portal has it */
  'stored',
  /** a test arrived; nothing is stored of a test */
  'tested',
  /** taken, but another was stored within the last ten minutes */
  'window',
  /** the contents were refused for good */
  'refused',
  /** nothing more today */
  'stopped',
  /** an answer that says neither */
  'unclear',
  /** no answer that can be read */
  'away',
] as const;
export type PortalOutcome = (typeof PORTAL_OUTCOMES)[number];

export const PortalAnswer = Type.Object({
  at: Time,
  outcome: union(PORTAL_OUTCOMES),
  /** the portal's code, `HTTP_503`, or what failed on the way such as `ECONNREFUSED` and `TIMEOUT` */
  code: Type.String(),
  /** the portal's own words, shortened and without the key */
  words: nullable(Type.String()),
  isTest: Type.Boolean(),
});
export type PortalAnswer = Type.Static<typeof PortalAnswer>;

export const UsageLogStatus = Type.Object({
  state: union(USAGE_LOG_STATES),
  /** why it is off, away or stopped: `KEY_MISSING`, `DEMO`, `REQUEST_LIMIT`, `STORED_LIMIT`, or a code as in an answer */
  reason: nullable(Type.String()),
  /** the key with all but its end masked; null: none is set */
  key: nullable(Type.String()),
  /** host of the portal's address */
  portal: Type.String(),
  day: Day,
  today: Type.Object({
    stored: Count,
    /** the most the portal stores in a day */
    storedAtMost: Count,
    waiting: Count,
    refused: Count,
    requests: Count,
    requestsAtMost: Count,
  }),
  /** of all days that are over; `lastDay` is the last day on which anything expired */
  expired: Type.Object({ count: Count, lastDay: nullable(Day), lastDayCount: Count }),
  lastAnswer: nullable(PortalAnswer),
  lastStoredAt: nullable(Time),
  /** before this nothing is sent; null: nothing waits, or it does not send */
  nextSendAt: nullable(Time),
  /** whole KST days before today, in a row, of which the portal has nothing; 0 once anything of today is stored */
  silentDays: Count,
  /** the three years; null: the day they begin is not set yet */
  duty: nullable(Type.Object({ from: Day, lastDay: Day, daysLeft: Count, isBegun: Type.Boolean() })),
  /** false: the caller's yards are not all yards, so neither the test nor the export is theirs */
  mayAct: Type.Boolean(),
});
export type UsageLogStatus = Type.Static<typeof UsageLogStatus>;

export const UsageLogTest = Type.Object({
  /** null: nothing was sent, because it is off or today's requests are used up */
  answer: nullable(PortalAnswer),
  reason: nullable(Type.String()),
});
export type UsageLogTest = Type.Static<typeof UsageLogTest>;

export const UsageLogExportQuery = Type.Object({
  from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  /** this day is included */
  to: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
});

/** Columns of the CSV: the portal's five fields, then what became of the record here. */
export const USAGE_LOG_COLUMNS = ['logDt', 'useSe', 'sysUser', 'conectIp', 'dataUsgqty', 'state', 'code'] as const;
