import Type from 'typebox';
import { EXCEPTION_CODES } from '../errors.ts';
import { DISPUTE_STEPS, DISPUTE_VERDICTS, DisputeSubject } from './edge-messages.ts';
import { KilogramsByGrade, ModelIdentity } from './http-api.ts';
import { NAME_PATTERN } from './mqtt-topics.ts';

/** What crosses HTTP about slips (검수확인서), the links of partners and disputes (이의제기). */

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Time = Type.String({ description: 'RFC 3339 with +09:00 and milliseconds' });
const Kilogram = Type.Integer();
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Reason = Type.String({ minLength: 1, maxLength: 500 });
const Text = Type.String({ minLength: 1, maxLength: 2_000 });

export const SLIP_STATES = ['issued', 'cancelled'] as const;
export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * What a slip says, and all that its SHA-256 covers: it is kept as canonical JSON (keys sorted, no spaces) in the ledger
 * and never made anew. Plates are masked in it; prices are not in it.
 */
export const SlipContent = Type.Object({
  format: Type.Literal(1),
  tenant: Type.String(),
  yard: Type.String(),
  yardName: Type.String(),
  /** `YYYYMMDD-0001`: KST day of the second weighing at the first issue, and a running number of yard and day */
  number: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  state: Type.Enum([...SLIP_STATES]),
  /** SHA-256 of the version that this one takes the place of */
  cites: nullable(Sha256),
  issuedAt: Time,
  /** who asked for it; null: it was issued by itself */
  issuedBy: nullable(Type.String()),
  /** why this version, or why it was cancelled: `issued`, `visit-changed`, `visit-cancelled`, or a person's words */
  reason: Type.String(),
  visit: Type.String(),
  ticket: nullable(Type.String()),
  plate: Type.String(),
  direction: nullable(Type.String()),
  partner: nullable(Type.String()),
  declaredGrade: nullable(Type.String()),
  weighings: Type.Array(
    Type.Object({
      role: Type.Enum(['first', 'second']),
      at: Time,
      kg: Kilogram,
      /** `area/device` */
      scale: Type.String(),
      model: nullable(Type.String()),
      /** KST days of its verification (검정) and of the next; null: not in the file of yards */
      verifiedOn: nullable(Type.String()),
      dueOn: nullable(Type.String()),
    }),
  ),
  gross: Kilogram,
  tare: Kilogram,
  net: Kilogram,
  deduction: Kilogram,
  accepted: Kilogram,
  deductions: Type.Array(Type.Object({ kg: Kilogram, reason: Type.String(), by: Type.String(), at: Time })),
  /** net by grade adds up to net, accepted by grade to accepted */
  grades: Type.Array(Type.Object({ grade: Type.String(), netKg: Kilogram, acceptedKg: Kilogram })),
  rule: Type.String(),
  basis: Type.String(),
  confidence: nullable(Type.Number()),
  lifts: Type.Array(
    Type.Object({ lift: nullable(Type.Integer()), at: Time, kg: Kilogram, crane: Type.String(), id: Type.String() }),
  ),
  photos: Type.Array(
    Type.Object({
      sha256: Sha256,
      at: Time,
      camera: Type.String(),
      /** id of the lift that it shows */
      liftId: nullable(Type.String()),
      state: Type.Enum(['waiting', 'graded', 'failed']),
      grade: nullable(Type.String()),
      confidence: nullable(Type.Number()),
      correctedGrade: nullable(Type.String()),
      outOfDomain: Type.Boolean(),
      unusable: nullable(Type.String()),
      /** place in `models` */
      model: nullable(Type.Integer()),
    }),
  ),
  models: Type.Array(ModelIdentity),
  /** every correction in event time; one that another `withdraws` says nothing any more */
  overrides: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Time,
      by: Type.String(),
      reason: Type.String(),
      grade: nullable(Type.String()),
      grades: nullable(KilogramsByGrade),
      deductionKg: nullable(Kilogram),
      frame: nullable(Type.String()),
      withdraws: nullable(Type.String()),
    }),
  ),
  exceptions: Type.Array(
    Type.Object({
      code: Type.Enum([...EXCEPTION_CODES]),
      params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
});
export type SlipContent = Type.Static<typeof SlipContent>;

/** A version of a slip without its content. */
export const SlipHead = Type.Object({
  yard: Type.String(),
  visit: Type.String(),
  number: Type.String(),
  version: Type.Integer(),
  state: Type.Enum([...SLIP_STATES]),
  sha256: Sha256,
  previous: Type.String({ description: 'SHA-256 of the slip before it in the chain of the yard; empty: the first' }),
  issuedAt: Time,
  by: nullable(Type.String()),
  reason: Type.String(),
});
export type SlipHead = Type.Static<typeof SlipHead>;

/** A slip with its versions, newest first. */
export const Slip = Type.Object({
  ...SlipHead.properties,
  content: SlipContent,
  /** false: the content is not what the hash was made of */
  intact: Type.Boolean(),
  versions: Type.Array(SlipHead),
  /** where its QR code leads */
  verifyUrl: Type.String(),
  /** the visit has changed since, and the next version is on its way */
  due: Type.Boolean(),
});
export type Slip = Type.Static<typeof Slip>;

/** A line of a list of slips: the latest version of each. */
export const SlipLine = Type.Object({
  ...SlipHead.properties,
  plate: Type.String(),
  ticket: nullable(Type.String()),
  partner: nullable(Type.String()),
  direction: nullable(Type.String()),
  closedAt: nullable(Time),
  net: Kilogram,
  deduction: Kilogram,
  accepted: Kilogram,
  grades: Type.Array(Type.Object({ grade: Type.String(), acceptedKg: Kilogram })),
  /** state of its latest dispute; null: none was ever opened */
  dispute: nullable(Type.String()),
  /** false: the content is not what the hash was made of; figures that cannot be read are 0 then */
  intact: Type.Boolean(),
});
export type SlipLine = Type.Static<typeof SlipLine>;

/** Slips of the KST days of their numbers, newest number first. `from`, `to`: KST days or instants, which mean their day. */
export const SlipListQuery = Type.Object({
  yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })),
  partner: Type.Optional(Type.String({ maxLength: 64 })),
  /** the slip of one visit, which may have none */
  visit: Type.Optional(Type.String({ maxLength: 128 })),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
export const SlipList = Type.Object({ slips: Type.Array(SlipLine), next: nullable(Type.String()) });
export type SlipList = Type.Static<typeof SlipList>;

export const SlipQuery = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  language: Type.Optional(Type.Enum([...LANGUAGES])),
});
export const SlipCancellationRequest = Type.Object({ reason: Reason });

/** What the verification page says of a SHA-256, to anyone: enough to compare with the paper, no names. */
export const SlipVerdict = Type.Object({
  /** genuine: the latest version; altered: its content or the chain at it is not what was issued; unknown: never issued */
  verdict: Type.Enum(['genuine', 'superseded', 'cancelled', 'altered', 'unknown']),
  sha256: Sha256,
  yardName: nullable(Type.String()),
  number: nullable(Type.String()),
  version: nullable(Type.Integer()),
  latestVersion: nullable(Type.Integer()),
  issuedAt: nullable(Time),
  /** masked */
  plate: nullable(Type.String()),
  gross: nullable(Kilogram),
  tare: nullable(Kilogram),
  net: nullable(Kilogram),
  deduction: nullable(Kilogram),
  accepted: nullable(Kilogram),
  grades: Type.Array(Type.Object({ grade: Type.String(), acceptedKg: Kilogram })),
});
export type SlipVerdict = Type.Static<typeof SlipVerdict>;

/** A link that lets one partner of one yard see its slips and object, until it ends. */
export const PartnerLink = Type.Object({
  id: Type.String(),
  yard: Type.String(),
  partner: Type.String(),
  createdAt: Time,
  createdBy: Type.String(),
  expiresAt: Time,
  usedAt: nullable(Time),
});
export type PartnerLink = Type.Static<typeof PartnerLink>;
export const PartnerLinkList = Type.Object({ links: Type.Array(PartnerLink) });
export type PartnerLinkList = Type.Static<typeof PartnerLinkList>;
export const PartnerLinkRequest = Type.Object({
  yard: Type.String({ pattern: NAME_PATTERN }),
  partner: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  days: Type.Integer({ minimum: 1, maximum: 90 }),
});
export type PartnerLinkRequest = Type.Static<typeof PartnerLinkRequest>;
/** The answer that carries the secret; it is never shown again. `url` is the link, `<PUBLIC_URL>/partner#<token>`. */
export const PartnerLinkGrant = Type.Object({ ...PartnerLink.properties, token: Type.String(), url: Type.String() });
export type PartnerLinkGrant = Type.Static<typeof PartnerLinkGrant>;
export const PartnerSessionRequest = Type.Object({ token: Type.String({ minLength: 1, maxLength: 128 }) });

export const DISPUTE_STATES = ['open', 'answered', 'withdrawn'] as const;
export const Dispute = Type.Object({
  id: Type.String(),
  yard: Type.String(),
  yardName: Type.String(),
  visit: Type.String(),
  partner: Type.String(),
  /** number and version of the slip that it objects to, and the latest version now */
  slip: Type.String(),
  slipVersion: Type.Integer(),
  latestVersion: Type.Integer(),
  subject: DisputeSubject,
  state: Type.Enum([...DISPUTE_STATES]),
  verdict: nullable(Type.Enum([...DISPUTE_VERDICTS])),
  openedAt: Time,
  /** by when the yard should answer */
  deadline: Time,
  overdue: Type.Boolean(),
  endedAt: nullable(Time),
});
export type Dispute = Type.Static<typeof Dispute>;

export const DisputeDetail = Type.Object({
  ...Dispute.properties,
  steps: Type.Array(
    Type.Object({
      step: Type.Enum([...DISPUTE_STEPS]),
      party: Type.Enum(['partner', 'yard']),
      by: Type.String(),
      at: Time,
      text: Type.String(),
      photos: Type.Array(Sha256),
      verdict: nullable(Type.Enum([...DISPUTE_VERDICTS])),
    }),
  ),
});
export type DisputeDetail = Type.Static<typeof DisputeDetail>;

export const DisputeQuery = Type.Object({
  yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })),
  visit: Type.Optional(Type.String({ maxLength: 128 })),
  partner: Type.Optional(Type.String({ maxLength: 64 })),
  state: Type.Optional(Type.Enum([...DISPUTE_STATES])),
});
/** Open ones first, the nearest deadline first; then the newest. At most 500. */
export const DisputeList = Type.Object({ disputes: Type.Array(Dispute) });
export type DisputeList = Type.Static<typeof DisputeList>;

const photos = Type.Array(Sha256, { maxItems: 8 });
export const DisputeRequest = Type.Object({ subject: DisputeSubject, text: Text, photos });
export type DisputeRequest = Type.Static<typeof DisputeRequest>;
export const DisputeSayRequest = Type.Object({ text: Text, photos });
export type DisputeSayRequest = Type.Static<typeof DisputeSayRequest>;
export const DisputeAnswerRequest = Type.Object({ verdict: Type.Enum([...DISPUTE_VERDICTS]), text: Text, photos });
export type DisputeAnswerRequest = Type.Static<typeof DisputeAnswerRequest>;
export const DisputeWithdrawalRequest = Type.Object({ text: Text });
export type DisputeWithdrawalRequest = Type.Static<typeof DisputeWithdrawalRequest>;

/** Photos that a party hands in with a step of a dispute, JPEG or PNG. */
export const MAX_EVIDENCE_BYTES = 10 * 1024 * 1024;
export const EvidenceTaken = Type.Object({ sha256: Sha256, bytes: Type.Integer() });
export type EvidenceTaken = Type.Static<typeof EvidenceTaken>;
