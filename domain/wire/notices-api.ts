import Type from 'typebox';

/** What crosses HTTP about reports by schedule and the webhook for events. */

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Time = Type.String({ description: 'RFC 3339 with +09:00 and milliseconds' });

export const NOTICE_EVENTS = [
  'visit.closed',
  'visit.restated',
  'visit.cancelled',
  'slip.issued',
  'slip.superseded',
  'slip.cancelled',
  'dispute.opened',
  'dispute.said',
  'dispute.answered',
  'dispute.withdrawn',
  'report.made',
] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** Something that was sent, or is to be sent again. */
export const Delivery = Type.Object({
  id: Type.Integer(),
  /** `folder`, `mail` or `webhook` */
  way: Type.Enum(['folder', 'mail', 'webhook']),
  /** name of the report or of the webhook */
  name: Type.String(),
  /** file of a report, or event with its subject */
  what: Type.String(),
  /** address without secrets */
  to: Type.String(),
  state: Type.Enum(['done', 'waiting', 'given-up']),
  attempts: Type.Integer(),
  firstAt: Time,
  lastAt: nullable(Time),
  nextAt: nullable(Time),
  /** answer of the other side, or what went wrong */
  answer: nullable(Type.String()),
});
export type Delivery = Type.Static<typeof Delivery>;

export const Notices = Type.Object({
  /** false: no NOTICES_FILE is set */
  configured: Type.Boolean(),
  mail: Type.Boolean({ description: 'SMTP is set' }),
  reports: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.Enum(['daily', 'weekly']),
      audience: Type.Enum(['plant', 'procurement']),
      format: Type.Enum(['pdf', 'xlsx']),
      nextAt: Time,
      lastAt: nullable(Time),
      /** why the latest one could not be made: it is tried again, or was given up */
      problem: nullable(Type.String()),
    }),
  ),
  webhooks: Type.Array(
    Type.Object({
      name: Type.String(),
      url: Type.String(),
      events: Type.Array(Type.String()),
      waiting: Type.Integer(),
    }),
  ),
  deliveries: Type.Array(Delivery, { description: 'newest first, at most 200' }),
});
export type Notices = Type.Static<typeof Notices>;
