import type { MqttClient } from 'mqtt';
import { expect, vi } from 'vitest';
import type { Grade } from '../../domain/grades.ts';
import { formatKst } from '../../domain/kst-time.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { VisitDetail, VisitFrame, VisitList } from '../../domain/wire/http-api.ts';
import { type PublishedMessage, publishAll } from '../faults/day-of-trucks.ts';
import type { KnownPhoto } from './other-camera.ts';
import type { System } from './system.ts';

/** An inbound truck with a lift for each of its photos. */
export interface PhotoTruck {
  readonly ticket: string;
  readonly photos: readonly KnownPhoto[];
  readonly declaredGrade?: string;
}

const TARE = 9_000;
const LIFT = 1_500;

/** The messages of trucks, the first weighed at `from`, the others a second apart; each is gone after half a minute. */
export function messagesOf(yard: string, trucks: readonly PhotoTruck[], from: EpochMs): PublishedMessage[] {
  const message = (device: string, kind: string, json: object): PublishedMessage => ({
    topic: `scrap/v1/acme/${yard}/${device}/${kind}`,
    payload: Buffer.from(JSON.stringify(json)),
    userProperties: undefined,
  });
  return trucks.flatMap(({ ticket, photos, declaredGrade }, place) => {
    const at = (seconds: number) => formatKst(from + (place + seconds) * SECOND_MS);
    const weighing = (id: string, seconds: number, kg: number) =>
      message('gate/wb01', 'weighing', {
        ...{ id: `${ticket}-${id}`, at: at(seconds), kg, stable: true, ticket },
        ...{ plate: `부산${10 + (place % 90)}바${1_000 + place}`, partner: '대한자원', declaredGrade },
      });
    const lifts = photos.flatMap(({ jpeg }, index): PublishedMessage[] => {
      const lift = index + 1;
      const of = { ticket, lift };
      return [
        message('bay1/crane01', 'lift', { id: `${ticket}-l${lift}`, at: at(5 + lift), kg: LIFT, ...of }),
        {
          topic: `scrap/v1/acme/${yard}/bay1/cam01/frame`,
          payload: Buffer.from(jpeg),
          userProperties: { id: photoId(ticket, index), at: at(5 + lift), ticket, lift: String(lift) },
        },
      ];
    });
    return [weighing('w1', 0, TARE + photos.length * LIFT), ...lifts, weighing('w2', 30, TARE)];
  });
}

/** The event id of a truck's photo. */
export const photoId = (ticket: string, index: number): string => `${ticket}-p${index + 1}`;

/** Publishes trucks over MQTT 5 and waits until a model has spoken of each of their photos. Keyed by ticket. */
export async function gradeTrucks(
  system: System,
  client: MqttClient,
  yard: string,
  trucks: readonly PhotoTruck[],
): Promise<Map<string, VisitDetail>> {
  await publishAll(client, messagesOf(yard, trucks, Date.now() - (trucks.length + 40) * SECOND_MS));
  const photosOf = new Map(trucks.map(({ ticket, photos }) => [ticket, photos.length]));
  const visits = await vi.waitFor(
    async () => {
      const list = await system.get<VisitList>(`/api/visits?yard=${yard}&limit=500`);
      const judged = list.visits.filter(
        ({ ticket, status, frameCount, review }) =>
          status === 'closed' && frameCount === photosOf.get(ticket ?? '') && review !== 'GRADING_PENDING',
      );
      expect(judged).toHaveLength(trucks.length);
      return judged;
    },
    { timeout: 180_000, interval: 250 },
  );
  const details = await Promise.all(visits.map(({ id }) => system.get<VisitDetail>(`/api/visits/${id}`)));
  return new Map(details.map((visit) => [visit.ticket ?? '', visit]));
}

/** What was said of each photo of some trucks, in their order. */
export function framesOf(
  trucks: readonly PhotoTruck[],
  visits: ReadonlyMap<string, VisitDetail>,
): { readonly truth: Grade; readonly visit: VisitDetail; readonly frame: VisitFrame }[] {
  return trucks.flatMap(({ ticket, photos }) =>
    photos.map(({ grade }, index) => {
      const visit = visits.get(ticket);
      const frame = visit?.frames.find(({ id }) => id === photoId(ticket, index));
      if (!visit || !frame) throw new Error(`${photoId(ticket, index)} is not in the ledger`);
      return { truth: grade, visit, frame };
    }),
  );
}
