import { describe, expect, test } from 'vitest'
import { privateRanges, type Reach, reachOf } from './address-ranges.ts'

const addresses: Record<Reach, string[]> = {
  public: [
    '93.184.216.34',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '169.253.255.255',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '64:ff9b::8.8.8.8',
    '64:ff9b::808:808',
  ],
  allowed: ['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::10.1.2.3', 'fd12::7'],
  refused: [
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::8.8.8.8',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fe00::1',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '2002:808:808::',
    '3fff::1',
    '4000::1',
    'example.org',
    'localhost',
    '',
  ],
}

describe('reachOf', () => {
  const ranges = privateRanges.parse('10.0.0.0/8, fd12::/16')
  const cells = Object.entries(addresses).flatMap(([reach, texts]) => texts.map(text => [text, reach] as const))

  test.each(cells)('of "%s" is %s', (text, reach) => {
    expect(reachOf(text, ranges)).toBe(reach)
  })

  test('refuses every private address when no range is named', () => {
    for (const text of addresses.allowed) expect(reachOf(text, [])).toBe('refused')
  })
})

describe('privateRanges', () => {
  test('are none by default', () => {
    expect(privateRanges.parse(undefined)).toEqual([])
    expect(privateRanges.parse(' ')).toEqual([])
  })

  test.each(['10.0.0.0', '10.0.0.0/33', 'private', '::1/129'])('names what is not a range: %s', text => {
    expect(privateRanges.safeParse(`127.0.0.0/8,${text}`).error?.issues).toMatchObject([
      { message: `"${text}" is not a CIDR such as 10.0.0.0/8` },
    ])
  })
})
