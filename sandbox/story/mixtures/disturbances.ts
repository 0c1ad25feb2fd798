import type { Fault } from '../../faults/fault.ts'

const json = { 'content-type': 'application/json' }
const html = { 'content-type': 'text/html' }
const errorSummary = (text: string) => JSON.stringify({ error_summary: text, error: { '.tag': text.split('/')[0] } })
const tooManyRequests = (rest: object) =>
  JSON.stringify({ error_summary: 'too_many_requests/..', error: { reason: { '.tag': 'too_many_requests' }, ...rest } })

type Disturbance = Omit<Fault, 'times' | 'match'> & { times?: number }

const answerDisturbances: [string, Partial<Disturbance>][] = [
  ['429 as JSON', { kind: 'status', status: 429, headers: json, body: tooManyRequests({ retry_after: 1 }) }],
  ['429 as text', { kind: 'status', status: 429, headers: { 'retry-after': '1' }, body: 'too_many_requests' }],
  ['429 that names no time', { kind: 'status', status: 429, headers: json, body: tooManyRequests({}) }],
  ['500 with nothing', { kind: 'status', status: 500 }],
  ['503 as HTML', { kind: 'status', status: 503, headers: html, body: '<html>later</html>' }],
  ['an expired token', { kind: 'status', status: 401, headers: json, body: errorSummary('expired_access_token/..') }],
  ['a broken connection', { kind: 'reset' }],
]
const bodyDisturbances: [string, Partial<Disturbance>][] = [
  ['a body that ends early', { kind: 'cut', afterBytes: 7 }],
  ['a body that breaks off', { kind: 'reset', afterBytes: 7 }],
  ['silence for a while', { kind: 'stall', afterBytes: 7, delayMs: 1500 }],
  ['a late answer', { kind: 'delay', delayMs: 1500 }],
]

const disturbancesOf = (target: Fault['target'], operation: string, list: [string, Partial<Disturbance>][]) =>
  list.map(([name, rest]) => [`${operation}: ${name}`, { target, operation, ...rest } as Disturbance] as const)

/** Every fault of Dropbox and S3 that can disturb a synchronization, by name. */
export const disturbances: (readonly [string, Disturbance])[] = [
  ...disturbancesOf('dropbox', 'files/download', [
    ...answerDisturbances,
    ...bodyDisturbances,
    ['a wrong byte', { kind: 'flip', afterBytes: 3 }],
    ['200 instead of 206', { kind: 'ignore-range' }],
    ['a file that is replaced between two ranges', { kind: 'change' }],
  ]),
  ...disturbancesOf('dropbox', 'files/list_folder', [...answerDisturbances, ...bodyDisturbances]),
  ...disturbancesOf('dropbox', 'files/list_folder/continue', [
    ...answerDisturbances,
    ['a cursor that is reset', { kind: 'reset-cursor' }],
  ]),
  ...disturbancesOf('dropbox', 'files/list_folder', [
    ['entries twice', { kind: 'duplicate-entries' }],
    ['an empty page', { kind: 'empty-page' }],
  ]),
  ...disturbancesOf('s3', 'PutObject', [
    ['503', { kind: 'status', status: 503 }],
    ['a lost reply', { kind: 'late-status', status: 500 }],
    ['a broken connection', { kind: 'reset' }],
    ['a late answer', { kind: 'delay', delayMs: 1500 }],
  ]),
  ...disturbancesOf('s3', 'UploadPart', [
    ['503', { kind: 'status', status: 503 }],
    ['a broken connection', { kind: 'reset' }],
    ['a lost reply', { kind: 'late-status', status: 500 }],
  ]),
  ...disturbancesOf('s3', 'CompleteMultipartUpload', [
    ['503', { kind: 'status', status: 503 }],
    ['a lost reply', { kind: 'late-status', status: 500 }],
    ['a connection that breaks after it was done', { kind: 'reset', afterBytes: 0 }],
  ]),
]
