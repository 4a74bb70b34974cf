import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGroup, writeGroup } from '../../../collector/mqtt/delivery-group.ts';
import type { Delivery } from '../../../collector/mqtt/payload.ts';

const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  topic: fc.string({ unit: 'binary', maxLength: 60 }),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  properties: fc.dictionary(
    fc.string({ maxLength: 10 }).filter((name) => name !== '__proto__'),
    fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2 })),
    { maxKeys: 3, noNullPrototype: true },
  ),
  receivedAt: fc.integer({ min: 0, max: 8.64e15 }),
});

describe('a group of deliveries', () => {
  it('says what was written, to the byte', () => {
    fc.assert(
      fc.property(fc.array(anyDelivery, { maxLength: 20 }), (deliveries) => {
        const { deliveries: read, fault } = readGroup(writeGroup(deliveries));
        expect(fault).toBeNull();
        expect(read).toEqual(deliveries);
      }),
    );
  });

  it('keeps its size in hand: twenty bytes a message besides what it says', () => {
    const group = writeGroup([{ topic: 'a/b', payload: Buffer.alloc(300), properties: {}, receivedAt: 1 }]);
    expect(group).toHaveLength(1 + 20 + 3 + 300);
  });

  it('is read as far as it goes when it was torn, and says where it ends', () => {
    fc.assert(
      fc.property(fc.array(anyDelivery, { minLength: 1, maxLength: 8 }), fc.nat(), (deliveries, at) => {
        const whole = writeGroup(deliveries);
        const torn = whole.subarray(0, 1 + (at % (whole.length - 1)));
        const { deliveries: read, fault } = readGroup(torn);
        expect(read).toEqual(deliveries.slice(0, read.length));
        expect(fault === null).toBe(writeGroup(read).length === torn.length);
        expect(read.length).toBeLessThan(deliveries.length);
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { fault } = readGroup(Uint8Array.from([1, ...bytes]));
        expect(fault === null || fault.startsWith('byte ')).toBe(true);
      }),
    );
    expect(readGroup(new Uint8Array())).toEqual({ deliveries: [], fault: 'version undefined instead of 1' });
    expect(readGroup(Uint8Array.of(9, 9))).toEqual({ deliveries: [], fault: 'version 9 instead of 1' });
  });
});
