import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Tree } from './tree.ts'

function buildFolder() {
  const tempFolder = mkdtempSync(join(tmpdir(), 'tree-'))
  onTestFinished(() => rmSync(tempFolder, { recursive: true }))
  const localPathOf = (path: string) => join(tempFolder, path)
  const write = (path: string, content: string) => {
    mkdirSync(dirname(localPathOf(path)), { recursive: true })
    writeFileSync(localPathOf(path), content)
  }
  return { tempFolder, localPathOf, write }
}

test('returns the same map while nothing changes, and a new one when a file is overwritten in place', async () => {
  const { tempFolder, write } = buildFolder()
  write('a/b.txt', 'one')
  const tree = new Tree(tempFolder)
  const first = await tree.scan()
  expect([...first.keys()]).toEqual(['/a', '/a/b.txt'])
  expect(await tree.scan()).toBe(first)
  write('a/b.txt', 'two')
  const second = await tree.scan()
  expect(second).not.toBe(first)
  expect(await tree.scan()).toBe(second)
})

test('keeps only the first of names that differ by case, and the next one when it is deleted', async () => {
  const { tempFolder, write, localPathOf } = buildFolder()
  for (const name of ['A/in.txt', 'a/in.txt', 'B.txt', 'b.txt']) write(name, name)
  const tree = new Tree(tempFolder)
  const names = async () => [...(await tree.scan()).values()].map(({ name }) => name)
  expect(await names()).toEqual(['A', 'B.txt', 'in.txt'])
  rmSync(localPathOf('B.txt'))
  expect(await names()).toEqual(['A', 'b.txt', 'in.txt'])
  write('B.txt', 'again')
  expect(await names()).toEqual(['A', 'B.txt', 'in.txt'])
})

test('matches a fresh scan after any changes', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  console.info(`SEED=${seed}`)
  let state = seed
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
  const { tempFolder, localPathOf } = buildFolder()
  const path = () => Array.from({ length: 1 + random(3) }, () => 'aAbé'[random(4)]).join('/')
  const changes = [
    () => writeFileSync(localPathOf(path()), String(random(1000))),
    () => mkdirSync(localPathOf(path()), { recursive: true }),
    () => rmSync(localPathOf(path()), { recursive: true }),
    () => renameSync(localPathOf(path()), localPathOf(path())),
    () => symlinkSync(path(), localPathOf(path())),
  ]
  const tree = new Tree(tempFolder)
  for (let round = 0; round < 300; round++) {
    for (let count = random(4); count > 0; count--)
      try {
        changes[random(changes.length)]!()
      } catch {
        // An operation that the system rejects changes nothing.
      }
    expect([...(await tree.scan())], `SEED=${seed}, round ${round}`).toEqual([...(await new Tree(tempFolder).scan())])
  }
})
