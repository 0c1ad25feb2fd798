import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Faults } from './faults.ts'

let faults: Faults
let server: Server
let url: string

beforeEach(async () => {
  faults = new Faults()
  server = createServer((request, response) => void faults.handle(request, response)).listen(0, '127.0.0.1')
  await new Promise(listening => server.once('listening', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/faults`
})
afterEach(() => void server.close())

const post = (body: unknown) => fetch(url, { method: 'POST', body: JSON.stringify(body) })
const refusal = async (body: unknown) => {
  const response = await post(body)
  expect(response.status).toBe(400)
  return (await response.text()).trim()
}

test('applies a fault only to calls with its target, operation, and match, and only `times` times', async () => {
  await post([{ target: 'dropbox', operation: 'files/download', match: 'intro', times: 2, kind: 'reset' }])
  expect(faults.take('s3', 'files/download', '/intro.mp4')).toBeUndefined()
  expect(faults.take('dropbox', 'files/list_folder', '/intro.mp4')).toBeUndefined()
  expect(faults.take('dropbox', 'files/download', '/other.mp4')).toBeUndefined()
  expect(faults.take('dropbox', 'files/download', '/intro.mp4')?.kind).toBe('reset')
  expect(faults.take('dropbox', 'files/download', '/intro.mp4')?.kind).toBe('reset')
  expect(faults.take('dropbox', 'files/download', '/intro.mp4')).toBeUndefined()
})

test('applies the first matching fault, matches every operation with "*", and defaults times to 1', async () => {
  await post([
    { target: 's3', operation: '*', kind: 'status', status: 503 },
    { target: 's3', operation: 'PutObject', kind: 'reset', afterBytes: 0 },
  ])
  expect(faults.take('s3', 'PutObject', 'a')).toMatchObject({ kind: 'status', status: 503 })
  expect(faults.take('s3', 'PutObject', 'a')).toMatchObject({ kind: 'reset', afterBytes: 0 })
  expect(faults.take('s3', 'PutObject', 'a')).toBeUndefined()
})

test('shows remaining and applied faults on GET, and clears both on DELETE', async () => {
  await post([{ target: 'eventbridge', operation: 'Deliver', times: 2, kind: 'drop' }])
  faults.take('eventbridge', 'Deliver', 'draft/a.mp4')
  const shown = await (await fetch(url)).json()
  expect(shown).toEqual({
    left: [{ target: 'eventbridge', operation: 'Deliver', times: 1, kind: 'drop' }],
    done: [
      { time: expect.any(String), target: 'eventbridge', operation: 'Deliver', subject: 'draft/a.mp4', kind: 'drop' },
    ],
  })
  await fetch(url, { method: 'DELETE' })
  expect(await (await fetch(url)).json()).toEqual({ left: [], done: [] })
})

test('counts every call, with or without a fault, and keeps the counts after a DELETE', async () => {
  faults.take('s3', 'PutObject', 'a')
  await post([{ target: 's3', operation: 'PutObject', kind: 'reset' }])
  faults.take('s3', 'PutObject', 'b')
  await fetch(url, { method: 'DELETE' })
  expect(await (await fetch(`${url}/calls`)).json()).toEqual({
    dropbox: {},
    s3: { PutObject: 2 },
    mediaconvert: {},
    eventbridge: {},
    smtp: {},
  })
})

test('rejects the whole list with a message that names the field when one fault is invalid', async () => {
  const good = { target: 's3', operation: 'PutObject', kind: 'reset' }
  expect(await refusal([good, { ...good, target: 'ftp' }])).toMatch(/^Fault 1: target: .*"mediaconvert"/)
  expect(await refusal([{ ...good, times: 0 }])).toMatch(/^Fault 0: times: /)
  expect(await refusal([{ ...good, kind: 'status' }])).toBe('Fault 0: status: is required by kind "status".')
  expect(await refusal([{ ...good, body: 'x' }])).toBe('Fault 0: body: is not allowed for kind "reset".')
  expect(await refusal([{ ...good, kind: 'drop' }])).toMatch(/^Fault 0: kind: "drop" applies only to/)
  expect(await refusal([{ ...good, kind: 'status', status: 503, headers: { 'a b': 'c' } }])).toMatch(/headers/)
  expect(await refusal([{ ...good, tims: 2 }])).toMatch(/^Fault 0: .*"tims"/)
  expect(await refusal(good)).toBe('The body must be a list of faults.')
  expect(await (await fetch(url)).json()).toEqual({ left: [], done: [] })
})

test('accepts only the fields that a kind uses', async () => {
  const good = { target: 's3', operation: 'GetObject' }
  expect(await refusal([{ ...good, kind: 'stall', afterBytes: 5 }])).toBe(
    'Fault 0: delayMs: is required by kind "stall".',
  )
  expect(await refusal([{ ...good, kind: 'delay', delayMs: 5, afterBytes: 5 }])).toBe(
    'Fault 0: afterBytes: is not allowed for kind "delay".',
  )
  expect(await refusal([{ ...good, kind: 'cut', delayMs: 5 }])).toBe('Fault 0: delayMs: is not allowed for kind "cut".')
  expect(await refusal([{ ...good, kind: 'ignore-range', status: 200, afterBytes: 0 }])).toBe(
    [
      'Fault 0: status: is not allowed for kind "ignore-range".',
      'Fault 0: afterBytes: is not allowed for kind "ignore-range".',
    ].join('\n'),
  )
  const all = [
    { ...good, kind: 'cut' },
    { ...good, kind: 'cut', afterBytes: 0 },
    { ...good, kind: 'stall', delayMs: 5, afterBytes: 5 },
    { ...good, kind: 'delay', delayMs: 5 },
    { ...good, kind: 'flip', afterBytes: 5 },
    { ...good, kind: 'ignore-range' },
  ]
  expect((await post(all)).status).toBe(200)
})

test('accepts a kind only for calls it applies to, and skips other calls with "*"', async () => {
  const fault = { target: 'dropbox', operation: '*', kind: 'reset-cursor' }
  expect(await refusal([{ ...fault, target: 's3' }])).toBe(
    'Fault 0: kind: "reset-cursor" applies only to "dropbox" (files/list_folder/continue, files/list_folder/longpoll).',
  )
  expect(await refusal([{ ...fault, operation: 'files/download' }])).toMatch(
    /^Fault 0: operation: "reset-cursor" applies only to "dropbox" \(files/,
  )
  expect(await refusal([{ ...fault, target: 'eventbridge', kind: 'cut' }])).toBe(
    'Fault 0: kind: "cut" applies only to "dropbox", "s3", "mediaconvert".',
  )
  await post([fault, { ...fault, kind: 'drop' }, { ...fault, kind: 'cut' }])
  expect(faults.take('dropbox', 'files/download', '/a')?.kind).toBe('cut')
  expect(faults.take('dropbox', 'files/download', '/a')).toBeUndefined()
  expect(faults.take('dropbox', 'Notify', '')?.kind).toBe('drop')
  expect(faults.take('dropbox', 'files/list_folder/continue', '/a')?.kind).toBe('reset-cursor')
})

test('requires a code for job-error, and accepts it only for CreateJob', async () => {
  const fault = { target: 'mediaconvert', operation: 'CreateJob', kind: 'job-error', code: 1076 }
  expect(await refusal([{ ...fault, code: undefined }])).toBe('Fault 0: code: is required by kind "job-error".')
  expect(await refusal([{ ...fault, code: 10.5 }])).toMatch(/^Fault 0: code: /)
  expect(await refusal([{ ...fault, kind: 'bad-output' }])).toBe('Fault 0: code: is not allowed for kind "bad-output".')
  expect(await refusal([{ ...fault, operation: 'GetJob' }])).toBe(
    'Fault 0: operation: "job-error" applies only to "mediaconvert" (CreateJob).',
  )
  expect(await refusal([{ ...fault, target: 's3' }])).toMatch(/^Fault 0: kind: "job-error" applies only to/)
  await post([{ ...fault, operation: '*' }])
  expect(faults.take('mediaconvert', 'GetJob', 'a')).toBeUndefined()
  expect(faults.take('mediaconvert', 'CreateJob', 'a')).toMatchObject({ kind: 'job-error', code: 1076 })
})

test('rejects an unknown kind with a list of the valid ones', async () => {
  expect(await refusal([{ target: 'eventbridge', operation: '*', kind: 'shuffle' }])).toMatch(
    /^Fault 0: kind "shuffle" is unknown\. Use one of status, .*, change, drop, duplicate, reorder, job-error, bad-output\.$/,
  )
})
