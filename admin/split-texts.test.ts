import { expect, test } from 'vitest'
import { textsNamedIn } from './split-texts.ts'

const catalog = { sync: { cancel: 'Cancel', done: 'Done' }, files: { cancel: 'Close' } }

test('a module gets the texts that it names', () => {
  const code = `const label = isDone ? t('sync.done') : t('sync.cancel'); open('files.none'); import './sync.ts'`
  expect(textsNamedIn(code, catalog)).toEqual({ sync: { cancel: 'Cancel', done: 'Done' } })
  expect(textsNamedIn(`const path = 'sync.other' + 'more.cancel'`, catalog)).toEqual({})
})
