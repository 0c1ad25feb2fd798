import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isTruncated } from './mp4-boxes.ts'
import { constantFrameRate } from './probe.ts'

test.each([
  ['30/1', '30/1', '30/1'],
  ['30000/1001', '30000/1001', '30000/1001'],
  ['26/1', '30/1', '30'],
  ['12/1', '30/1', '15'],
  ['25/1', '90000/1', '30'],
  ['24/1', '90000/1', '24'],
  ['120/1', '120/1', '60'],
  ['0/0', '0/0', '24'],
])('converts %s frames per second on average, %s nominally, to %s', (average, nominal, expected) => {
  expect(constantFrameRate(average, nominal)).toBe(expected)
})

test('counts frames, not fields, of interlaced videos', () => {
  expect(constantFrameRate('30000/1001', '60000/1001', true)).toBe('30000/1001')
  expect(constantFrameRate('30000/1001', '60000/1001', false)).toBe('30')
})

async function isFileTruncated(...boxes: Buffer[]) {
  const folder = await mkdtemp(join(tmpdir(), 'boxes-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'file'), Buffer.concat(boxes))
  return isTruncated(join(folder, 'file'))
}

function box(size: number, content: number) {
  const bytes = Buffer.alloc(8 + content)
  bytes.writeUInt32BE(size)
  return bytes
}

function largeBox(size: bigint, content: number) {
  const bytes = Buffer.alloc(16 + content)
  bytes.writeUInt32BE(1)
  bytes.writeBigUInt64BE(size, 8)
  return bytes
}

test('detects a file that ends before its last box', async () => {
  expect(await isFileTruncated(box(20, 12), largeBox(116n, 100))).toBe(false)
  expect(await isFileTruncated(box(20, 12), box(0, 50))).toBe(false)
  expect(await isFileTruncated(box(20, 12), largeBox(117n, 100))).toBe(true)
  expect(await isFileTruncated(box(20, 12), Buffer.alloc(5))).toBe(true)
})
