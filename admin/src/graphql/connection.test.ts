import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connection } from './connection.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function openConnection() {
  const [onRestored, probe, listener] = [vi.fn(), vi.fn(), vi.fn()]
  const connection = new Connection({ onRestored, probe })
  connection.subscribe(listener)
  return { connection, onRestored, probe, listener }
}

test('is restored when requests arrive again, and catches up once', () => {
  const { connection, onRestored, listener } = openConnection()
  connection.record('http', true)
  connection.record('http', true)
  expect([connection.isLost, connection.restored]).toEqual([true, 0])
  connection.record('http', false)
  connection.record('http', false)
  expect([connection.isLost, connection.restored]).toEqual([false, 1])
  expect([onRestored.mock.calls.length, listener.mock.calls.length]).toEqual([1, 2])
})

test('is restored only when both ways work', () => {
  const { connection, onRestored } = openConnection()
  connection.record('socket', true)
  connection.record('http', true)
  connection.record('socket', false)
  expect([connection.isLost, onRestored.mock.calls.length]).toEqual([true, 0])
  connection.record('http', false)
  expect([connection.isLost, onRestored.mock.calls.length]).toEqual([false, 1])
})

test('retries requests while none arrives, and not afterward', () => {
  const { connection, probe } = openConnection()
  probe.mockImplementation(() => connection.record('http', probe.mock.calls.length < 3))
  connection.record('http', true)
  vi.advanceTimersByTime(60_000)
  expect(probe).toHaveBeenCalledTimes(3)
  expect(connection.isLost).toBe(false)
})

test('asks once while only the socket is lost, which reconnects', () => {
  const { connection, probe } = openConnection()
  connection.record('socket', true)
  vi.advanceTimersByTime(60_000)
  expect(probe).toHaveBeenCalledTimes(1)
})

test('is offline when nothing answers for a while, and no longer after the first answer', () => {
  const { connection } = openConnection()
  connection.record('socket', true)
  vi.advanceTimersByTime(1_700)
  expect(connection.isOffline).toBe(false)
  vi.advanceTimersByTime(200)
  expect(connection.isOffline).toBe(true)
  connection.record('http', false)
  expect([connection.isOffline, connection.isLost]).toEqual([false, true])
  connection.record('http', true)
  vi.advanceTimersByTime(1_800)
  expect(connection.isOffline).toBe(true)
  connection.record('http', false)
  connection.record('socket', false)
  vi.advanceTimersByTime(60_000)
  expect(connection.isOffline).toBe(false)
})

test('is not offline without the socket while requests are answered', () => {
  const { connection, probe } = openConnection()
  probe.mockImplementation(() => connection.record('http', false))
  connection.record('socket', true)
  vi.advanceTimersByTime(60_000)
  expect([connection.isOffline, connection.isLost]).toEqual([false, true])
})
