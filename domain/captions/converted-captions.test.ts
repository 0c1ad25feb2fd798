import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { openDatabase } from '../database.ts'
import { recordConvertedCaptions, touchConvertedCaptions } from './converted-captions.ts'

test('captions that were unreadable are read again, and stay readable under another extension', async () => {
  const database = openDatabase((await createTestDatabase()).appUrl, 1)
  onTestFinished(() => database.$disconnect())
  const captions = { contentHash: 'a'.repeat(64), reading: '' }
  const record = (result: object) =>
    database.$transaction(tx => recordConvertedCaptions(tx, { ...captions, ...result }))
  const isDone = () => database.$transaction(tx => touchConvertedCaptions(tx, captions))
  await record({ problem: 'This text has no times.' })
  expect(await isDone()).toBe(false)
  await record({ key: 'captions/a.vtt', versionId: '1' })
  expect(await isDone()).toBe(true)
  await record({ problem: 'This text has no times.' })
  expect(await database.convertedCaptions.findFirst()).toMatchObject({ key: 'captions/a.vtt', problem: null })
})
