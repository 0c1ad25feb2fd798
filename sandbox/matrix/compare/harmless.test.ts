import { expect, test } from 'vitest'
import type { MatrixPage } from '../page.ts'
import type { Conditions } from '../run-page.ts'
import { scenarios } from '../scenarios.ts'
import { harmless } from './harmless.ts'
import { buildRun } from './test-run.ts'
import { judge } from './verdict.ts'

const page: MatrixPage = { name: 'src', title: '', files: {}, start: 'click', neverStreams: 'autoplay' }
const conditions: Conditions = { page, scenario: scenarios[0]!, fault: null, begin: 'at once', network: 'fast' }
const load = { at: 0, frame: 'index.html', type: 'page', name: 'load' } as const
const failures = (given: Partial<Conditions>, ...console: string[]) =>
  judge({ ...conditions, ...given }, [buildRun([])], buildRun([], { console })).failures.length

test('`load` may be late while player.js hangs, and only then', () => {
  const judged = (fault: Conditions['fault']) => judge({ ...conditions, fault }, [buildRun([load])], buildRun([]))
  expect(judged({ kind: 'player.js', mode: 'hang' }).failures).toEqual([])
  expect(judged({ kind: 'player.js', mode: 'hang' }).harmless).toHaveLength(1)
  expect(judged({ kind: 'hls.js', mode: 'hang' }).failures).toHaveLength(1)
})

test('the browser may report the request that failed, and no other', () => {
  const fault = { kind: 'graphql', mode: '404' } as const
  const line = 'Failed to load resource: the server responded with a status of 404 (Not Found)'
  expect(failures({ fault }, `${line} [/graphql]`)).toBe(0)
  expect(failures({ fault }, `${line} [/production/matrix/1/lectern/hls.js]`)).toBe(1)
  expect(failures({ fault }, line)).toBe(1)
  expect(failures({}, `${line} [/graphql]`)).toBe(1)
  const firefox =
    'Loading failed for the <script> with source “http://localhost:4000/production/matrix/1/lectern/player.js”.'
  expect(failures({ fault: { kind: 'player.js', mode: '404' } }, firefox)).toBe(0)
  expect(failures({ fault }, firefox)).toBe(1)
})

test('an answer that another origin may not read is no failed request', () => {
  const line =
    "Access to fetch at 'http://localhost:1/graphql' from origin 'null' has been blocked by CORS policy [/src/]"
  expect(failures({ fault: { kind: 'graphql', mode: '404' } }, line)).toBe(1)
})

test('while the line is cut, every request fails', () => {
  const scenario = scenarios.find(({ cutsLine }) => cutsLine)!
  expect(failures({ scenario }, 'Failed to load resource: net::ERR_CONNECTION_REFUSED [/graphql]')).toBe(0)
  expect(failures({ scenario }, 'Uncaught TypeError [/graphql]')).toBe(1)
})

test('the browser may report that player.js is no script, and no other file', () => {
  const line = 'Uncaught SyntaxError: Invalid or unexpected token'
  expect(failures({ fault: { kind: 'player.js', mode: 'garbage' } }, line)).toBe(0)
  expect(failures({ fault: { kind: 'player.js', mode: '404' } }, line)).toBe(1)
  expect(failures({ fault: { kind: 'hls.js', mode: 'garbage' } }, line)).toBe(1)
})

test('the end of a fragment may come just after the end of a seek, and on no other page', () => {
  const found = (stopsBeforeEnd?: true) =>
    harmless.some(({ matches }) =>
      matches(
        { key: 'order: index.html video 1 events: pause → seeked', text: '' },
        { ...conditions, page: { ...page, stopsBeforeEnd } },
      ),
    )
  expect(found(true)).toBe(true)
  expect(found()).toBe(false)
})
