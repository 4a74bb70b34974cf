import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name the network of one subscriber, as /64 (RFC 4291, 2.5.4). */
const NETWORK_GROUPS = 4;

/**
 * An address in the portal's length (at least 24 characters). IPv4 as it is, also when it came as IPv4 in IPv6; IPv6 in
 * its short form (RFC 5952); one that is longer even then as its network, `2001:db8:aaaa:bbbb::/64`, which is less but
 * true. The record itself keeps what was seen.
 */
export function portalAddress(address: string, maxLength: number): string {
  const bare = address.replace(/%.*$/, '');
  const short = isIPv6(bare) ? shortened(bare) : bare;
  if (short.length <= maxLength) return short;
  return isIPv6(bare) ? networkOf(short) : short.slice(0, maxLength);
}

function shortened(address: string): string {
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return embedded?.[1] ?? new URL(`http://[${address}]/`).hostname.slice(1, -1);
}

function networkOf(short: string): string {
  const [head = '', tail] = short.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}
