import { pino } from 'pino'
import { expect, test } from 'vitest'
import { countErrors, ErrorCounts } from './error-counts.ts'

function openLog(requestId?: () => string) {
  const errors = new ErrorCounts()
  const lines: string[] = []
  const log = pino({ hooks: countErrors({ errors, requestId }) }, { write: line => void lines.push(line) })
  return { errors, lines, log }
}

test('counts lines of errors by code and message, and writes every line', () => {
  const { errors, lines, log } = openLog()
  const refused = Object.assign(new Error('connect to 10.0.0.1'), { code: 'ECONNREFUSED' })
  log.error({ err: refused, requestId: 'one' }, 'Request failed')
  log.child({ part: 'x' }).error({ err: refused, requestId: 'two' }, 'Request failed')
  log.error({ err: new TypeError('x is undefined') }, 'Request failed')
  log.fatal('The namespace does not exist')
  log.warn({ err: refused }, 'Temporal is unreachable')
  expect(lines).toHaveLength(5)
  expect(errors.take()).toMatchObject([
    { code: 'ECONNREFUSED', message: 'Request failed', count: 2, requestId: 'two' },
    { code: 'TypeError', message: 'Request failed', count: 1, requestId: null },
    { code: 'ERROR', message: 'The namespace does not exist', count: 1 },
  ])
  expect(errors.take()).toEqual([])
})

test('takes the id of the current request for a line that has none', () => {
  const { errors, log } = openLog(() => 'current')
  log.error({ err: new Error('x') }, 'Request failed')
  expect(errors.take()).toMatchObject([{ requestId: 'current' }])
})

test('is bounded: 100 different errors between two reports', () => {
  const { errors, log } = openLog()
  for (let number = 0; number < 150; number++) log.error(`Error ${number}`)
  log.error('Error 3')
  const counted = errors.take()
  expect(counted).toHaveLength(100)
  expect(counted[3]).toMatchObject({ count: 2 })
})
