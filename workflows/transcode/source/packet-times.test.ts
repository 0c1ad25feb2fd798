import { expect, test } from 'vitest'
import { collectPacketTimes, parsePacket } from './packet-times.ts'

/** The times of stream 0 after packets of 0.1 seconds that start at these times. */
function timesOf(starts: number[], canJump: boolean, duration = 0.1) {
  const packets = collectPacketTimes(canJump)
  for (const time of starts) packets.add({ stream: 0, time, decodeTime: time, duration })
  const found = packets.times().get(0)!
  return [found.start, found.end, found.lastStart].map(seconds => Math.round(seconds * 10) / 10)
}

test('spans all packets, with gaps', () => {
  expect(timesOf([5, 5.1, 8], false)).toEqual([5, 8.1, 8])
  expect(timesOf([5, 5.1, 8], true)).toEqual([5, 8.1, 8])
})

test('continues when the clock of a format that can jump starts again, or leaps', () => {
  expect(timesOf([5, 5.1, 1, 1.1], true)).toEqual([5, 5.4, 5.3])
  expect(timesOf([5, 5.1, 900, 900.1], true)).toEqual([5, 5.4, 5.3])
  expect(timesOf([5, 5.1, 900, 900.1], false)).toEqual([5, 900.2, 900.1])
})

test('a last packet without a duration lasts as long as the one before it', () => {
  expect(timesOf([0, 3, 3.2], false, 0)).toEqual([0, 3.4, 3.2])
  expect(timesOf([0], false, 0)).toEqual([0, 0, 0])
})

test('takes the time to decode a packet that has no other', () => {
  const packets = collectPacketTimes(false)
  packets.add(parsePacket('1,N/A,2.000000,0.500000')!)
  packets.add(parsePacket('0,N/A,N/A,N/A')!)
  expect([...packets.times()]).toEqual([[1, { start: 2, end: 2.5, lastStart: 2 }]])
  expect(parsePacket('')).toBeNull()
})
