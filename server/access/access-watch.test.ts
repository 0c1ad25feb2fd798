import { expect, test } from 'vitest'
import { AccessWatch } from './access-watch.ts'

function watched() {
  const watch = new AccessWatch()
  const told: string[] = []
  const add = (name: string, expiresAt: Date | null = null, ...makers: string[]) =>
    watch.watch(
      () => ({ holders: [name, ...makers], expiresAt }),
      () => void told.push(name),
    )
  return { watch, add, told: () => told.splice(0) }
}

test('a report reaches those whose access depends on its person or token', () => {
  const { watch, add, told } = watched()
  add('user:a')
  const stop = add('user:b')
  add('token:t', null, 'user:b')
  watch.report('7 user:b')
  expect(told()).toEqual(['user:b', 'token:t'])
  stop()
  watch.report('8 user:b')
  expect(told()).toEqual(['token:t'])
})

test('a version without a report reaches all, once', () => {
  const { watch, add, told } = watched()
  add('user:a')
  watch.report('7 user:z')
  watch.check('7')
  expect(told()).toEqual([])
  watch.check('9')
  expect(told()).toEqual(['user:a'])
  watch.check('9')
  expect(told()).toEqual([])
})

test('a report after a missed one reaches all', () => {
  const { watch, add, told } = watched()
  add('user:a')
  watch.report('7 user:z')
  expect(told()).toEqual([])
  watch.report('9 user:z')
  expect(told()).toEqual(['user:a'])
})

test('a check reaches those whose access has expired', () => {
  const { watch, add, told } = watched()
  watch.check('1')
  add('user:a', new Date(Date.now() - 1))
  add('user:b', new Date(Date.now() + 60_000))
  watch.check('1')
  expect(told()).toEqual(['user:a'])
})
