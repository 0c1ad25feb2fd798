import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('readSettings puts all folders into the repository when nothing is set', () => {
  expect(readSettings({ LECTERN_PORT: '' }, '/repository')).toEqual({
    data: '/repository/.data',
    port: 4000,
    contentPort: 4001,
    dropboxFolder: '/repository/.data/dropbox',
    hasSample: true,
  })
})

test('readSettings puts the Dropbox folder into the data folder unless LECTERN_DROPBOX_FOLDER is set', () => {
  expect(readSettings({ LECTERN_DATA: '/data' }, '/repository').dropboxFolder).toBe('/data/dropbox')
  expect(readSettings({ LECTERN_DROPBOX_FOLDER: 'box' }, '/repository').dropboxFolder).toBe('/repository/box')
})

test('readSettings reports all problems together, one line each', () => {
  const env = { LECTERN_PORT: 'http', LECTERN_CONTENT_PORT: '70000', LECTERN_SAMPLE: 'maybe' }
  expect(() => readSettings(env, '/repository')).toThrow(
    `LECTERN_PORT is "http". Set it to a port number from 1 to 65535.
LECTERN_CONTENT_PORT is "70000". Set it to a port number from 1 to 65535.
LECTERN_SAMPLE is "maybe". Set it to "on" or "off".`,
  )
})

test('readSettings rejects the same port for the admin and the content host', () => {
  expect(() => readSettings({ LECTERN_PORT: '4001' }, '/repository')).toThrow('two different ports')
})
