import { expect, test } from 'vitest'
import { readWorkerSettings } from './worker/configuration.ts'

const good = {
  DATABASE_URL: 'postgres://a:b@localhost/c',
  TEMPORAL_ADDRESS: 'localhost:7233',
  AWS_REGION: 'eu-central-1',
  S3_BUCKET: 'lectern',
  MEDIACONVERT_ROLE: 'arn:aws:iam::1:role/x',
  DROPBOX_APP_KEY: 'k',
  DROPBOX_APP_SECRET: 's',
  LECTERN_SECRET: Buffer.alloc(32).toString('base64'),
}

test('settings have defaults, and an empty value counts as not set', () => {
  const settings = readWorkerSettings({ ...good, S3_ENDPOINT: '', SYNC_LANES: '' })
  expect(settings).toMatchObject({ SYNC_LANES: 8, SYNC_PART_MIB: 8, LOG_LEVEL: 'info', TEMPORAL_NAMESPACE: 'default' })
})

test('all problems are reported at once, each with the name of its setting', () => {
  const bad = { ...good, S3_BUCKET: '', LECTERN_SECRET: 'short', SYNC_PART_MIB: '10', AWS_ACCESS_KEY_ID: 'only one' }
  expect(() => readWorkerSettings(bad)).toThrow(/S3_BUCKET[\s\S]*LECTERN_SECRET: must be 32 bytes[\s\S]*SYNC_PART_MIB/)
  expect(() => readWorkerSettings({ ...good, AWS_ACCESS_KEY_ID: 'only one' })).toThrow(/set both or neither/)
})
