import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paintScrap } from '../demo-yard/painter/paint-scrap.ts';
import { mosquittoPub, userProperties } from './mosquitto.ts';
import { realPhotos } from './system.ts';

/** One message of the day as a device sends it. */
export interface DayMessage {
  readonly topic: string;
  readonly json?: object;
  readonly photo?: { readonly bytes: Uint8Array; readonly properties: Readonly<Record<string, string | number>> };
}

export const YARD = 'e2e-yard';
const ROOT = `scrap/v1/acme/${YARD}`;

/** `HH:MM` of the day as an event time. */
export const at = (day: string, time: string): string => `${day}T${time}:00.000+09:00`;

/** An inbound truck with three lifts and photos by ticket, and an outbound one by plate with one lift. */
export async function truckDay(day: string): Promise<DayMessage[]> {
  const photos = await dayPhotos();
  const lift = (bay: string, id: string, time: string, kg: number, named: object): DayMessage => ({
    topic: `${ROOT}/${bay}/crane01/lift`,
    json: { id, at: at(day, time), kg, ...named },
  });
  const photo = (
    bay: string,
    id: string,
    time: string,
    index: number,
    named: Record<string, string | number>,
  ): DayMessage => ({
    topic: `${ROOT}/${bay}/cam01/frame`,
    photo: { bytes: photos[index] ?? new Uint8Array(), properties: { id, at: at(day, time), ...named } },
  });
  const inbound = { ticket: 'IN-1', plate: '부산86바1234' };
  return [
    weighing(day, 'w1', '08:00', 29_820, {
      ...inbound,
      partner: '대한자원',
      declaredGrade: 'heavy',
      direction: 'inbound',
    }),
    lift('bay1', 'l1', '08:05', 9_000, { ticket: 'IN-1', lift: 1 }),
    photo('bay1', 'p1', '08:05', 0, { ticket: 'IN-1', lift: 1 }),
    lift('bay1', 'l2', '08:10', 8_000, { ticket: 'IN-1', lift: 2 }),
    photo('bay1', 'p2', '08:10', 1, { ticket: 'IN-1', lift: 2 }),
    lift('bay1', 'l3', '08:15', 6_700, { ticket: 'IN-1', lift: 3 }),
    photo('bay1', 'p3', '08:15', 2, { ticket: 'IN-1', lift: 3 }),
    weighing(day, 'w2', '08:22', 6_080, { ...inbound, plate: '부산 86바 1234' }),
    weighing(day, 'w3', '09:00', 6_120, { plate: '포항12가7777', partner: '포스코 포항', declaredGrade: 'shredded' }),
    lift('bay2', 'l4', '09:10', 24_000, { plate: '포항12가7777' }),
    photo('bay2', 'p4', '09:10', 3, { plate: '포항12가7777' }),
    weighing(day, 'w4', '09:31', 30_140, { plate: '포항12가7777' }),
  ];
}

/** A stable weighing of the day. */
export function weighing(day: string, id: string, time: string, kg: number, named: object): DayMessage {
  return { topic: `${ROOT}/weigh/wb01/weighing`, json: { id, at: at(day, time), kg, stable: true, ...named } };
}

/** Publishes a message with mosquitto_pub: photos as raw JPEG over MQTT 5, the rest as JSON over 3.1.1. */
export async function publish(port: number, message: DayMessage): Promise<void> {
  if (message.photo) {
    const { bytes, properties } = message.photo;
    await mosquittoPub(port, message.topic, ['-V', '5', '-s', ...userProperties(properties)], bytes);
  } else {
    await mosquittoPub(port, message.topic, ['-V', '311', '-m', JSON.stringify(message.json)]);
  }
}

/** One photo of heavy scrap, real where there are real ones. */
export async function scrapPhoto(): Promise<Uint8Array> {
  return (await dayPhotos())[0] ?? new Uint8Array();
}

/** Real photos where they lie beside the project, painted ones elsewhere. */
async function dayPhotos(): Promise<Uint8Array[]> {
  const folder = realPhotos();
  if (!folder) {
    return await Promise.all(
      (['heavy', 'heavy', 'cast', 'shredded'] as const).map((grade, seed) => paintScrap({ grade, seed })),
    );
  }
  const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as { file: string; grade: string }[];
  const of = (grade: string, index: number) => labels.filter((label) => label.grade === grade)[index]?.file ?? '';
  return [of('heavy', 3), of('heavy', 40), of('cast', 2), of('shredded', 5)].map((file) =>
    readFileSync(join(folder, file)),
  );
}
