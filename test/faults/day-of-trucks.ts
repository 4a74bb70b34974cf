import type mqtt from 'mqtt';
import { GRADES } from '../../domain/grades.ts';
import { encodeEvent } from '../demo-yard/devices/encode.ts';
import { openPaintedPhotos } from '../demo-yard/photos/painted-photos.ts';
import { dayEvents } from '../demo-yard/plan/day-events.ts';
import { planDay } from '../demo-yard/plan/plan-day.ts';
import { seriesOf } from '../demo-yard/plan/plan-source.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';

/** A message ready to be published. */
export interface PublishedMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly userProperties: Record<string, string> | undefined;
}

/** A whole day of one yard of the demo, as its devices send it: duplicates, unstable weighings and late events in it. */
export async function dayOfTrucks(day: string, seed: number): Promise<PublishedMessage[]> {
  const [yard] = DEMO_YARDS;
  const source = { seed, series: seriesOf(seed, ''), grades: GRADES, isHonest: false };
  const photos = await openPaintedPhotos(seed);
  const dialect = { photoFormat: 'raw-jpeg', hasNumericTimes: false } as const;
  return await Promise.all(
    dayEvents(planDay(yard, day, source), source).map(async (event) => {
      const { payload, userProperties } = await encodeEvent(event, dialect, photos);
      return { topic: `scrap/v1/demo/${yard.id}/${event.device}/${event.kind}`, payload, userProperties };
    }),
  );
}

/** Publishes messages with QoS 1, a few at a time; resolves when the broker has acknowledged all. */
export async function publishAll(client: mqtt.MqttClient, messages: readonly PublishedMessage[]): Promise<void> {
  for (let from = 0; from < messages.length; from += 50) {
    await Promise.all(
      messages.slice(from, from + 50).map(({ topic, payload, userProperties }) =>
        client.publishAsync(topic, payload, {
          qos: 1,
          ...(userProperties ? { properties: { userProperties } } : {}),
        }),
      ),
    );
  }
}
