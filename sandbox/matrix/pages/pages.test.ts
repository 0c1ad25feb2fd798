import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../machine/command.ts'
import { pages } from './pages.ts'

test('every page has a name of its own and the file that it opens', () => {
  const names = pages.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(names.filter(name => !/^[a-z0-9-]+$/.test(name))).toEqual([])
  const unopened = pages.filter(({ files, open = 'index.html' }) => !(decodeURIComponent(open) in files))
  expect(unopened.map(({ name }) => name)).toEqual([])
})

test('every file of an npm package is installed', () => {
  const files = pages.flatMap(page => Object.values(page.files)).filter(file => typeof file !== 'string')
  expect(files.length).toBeGreaterThan(50)
  const folders = ['node_modules', 'sandbox/node_modules']
  const isInstalled = (name: string) => folders.some(folder => existsSync(join(root, folder, name)))
  expect(files.map(({ npm }) => npm).filter(name => !isInstalled(name))).toEqual([])
})

test('more than half of the pages must have the stream when nothing forbids it', () => {
  expect(pages.length).toBeGreaterThan(150)
  expect(pages.filter(({ neverStreams }) => neverStreams === null).length).toBeGreaterThan(pages.length / 2)
})
