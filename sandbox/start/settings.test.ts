import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('without settings everything stands in the repository', () => {
  expect(readSettings({ LECTERN_PORT: '' }, '/repository')).toEqual({
    data: '/repository/.data',
    port: 4000,
    contentPort: 4001,
    dropboxFolder: '/repository/.data/dropbox',
    hasSample: true,
  })
})

test('the Dropbox folder is in the data folder unless it is named', () => {
  expect(readSettings({ LECTERN_DATA: '/data' }, '/repository').dropboxFolder).toBe('/data/dropbox')
  expect(readSettings({ LECTERN_DROPBOX_FOLDER: 'box' }, '/repository').dropboxFolder).toBe('/repository/box')
})

test('all problems are told at once, one sentence each', () => {
  const env = { LECTERN_PORT: 'http', LECTERN_CONTENT_PORT: '70000', LECTERN_SAMPLE: 'maybe' }
  expect(() => readSettings(env, '/repository')).toThrow(
    `LECTERN_PORT must be a port, a number from 1 to 65535; it is «http».
LECTERN_CONTENT_PORT must be a port, a number from 1 to 65535; it is «70000».
LECTERN_SAMPLE must be on or off; it is «maybe».`,
  )
})

test('admin and content host cannot share a port', () => {
  expect(() => readSettings({ LECTERN_PORT: '4001' }, '/repository')).toThrow('must differ')
})
