import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { portalAddress } from '../../../server/usage-log/client-address.ts';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::1', '::1'],
  ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6'],
  // 39 characters, of which the portal takes 30
  ['2001:0db8:aaaa:bbbb:cccc:dddd:eeee:ffff', '2001:db8:aaaa:bbbb::/64'],
  ['2001:db8:0:1a2b:cccc:dddd:eeee:ffff', '2001:db8:0:1a2b::/64'],
])('writes %s as %s', (address, expected) => {
  expect(portalAddress(address, 30)).toBe(expected);
});

it('always fits, is never empty, and is the address or its network', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const written = portalAddress(address, 30);
      expect(written.length).toBeGreaterThan(0);
      expect(written.length).toBeLessThanOrEqual(30);
      expect(isIPv6(written.replace('/64', '')) || /^\d+\.\d+\.\d+\.\d+$/.test(written)).toBe(true);
    }),
  );
});
