import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Tree } from './tree.ts'

function buildFolder() {
  const place = mkdtempSync(join(tmpdir(), 'tree-'))
  onTestFinished(() => rmSync(place, { recursive: true }))
  const at = (path: string) => join(place, path)
  const write = (path: string, content: string) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), content)
  }
  return { place, at, write }
}

test('while nothing changes it is the very same map, and a file that is overwritten in place makes another', async () => {
  const { place, write } = buildFolder()
  write('a/b.txt', 'one')
  const tree = new Tree(place)
  const first = await tree.scan()
  expect([...first.keys()]).toEqual(['/a', '/a/b.txt'])
  expect(await tree.scan()).toBe(first)
  write('a/b.txt', 'two')
  const second = await tree.scan()
  expect(second).not.toBe(first)
  expect(await tree.scan()).toBe(second)
})

test('of names with one identity the first counts, and the next when that is gone', async () => {
  const { place, write, at } = buildFolder()
  for (const name of ['A/in.txt', 'a/in.txt', 'B.txt', 'b.txt']) write(name, name)
  const tree = new Tree(place)
  const names = async () => [...(await tree.scan()).values()].map(({ name }) => name)
  expect(await names()).toEqual(['A', 'B.txt', 'in.txt'])
  rmSync(at('B.txt'))
  expect(await names()).toEqual(['A', 'b.txt', 'in.txt'])
  write('B.txt', 'again')
  expect(await names()).toEqual(['A', 'B.txt', 'in.txt'])
})

test('after any changes it is what a look that knows nothing finds', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  console.info(`SEED=${seed}`)
  let state = seed
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
  const { place, at } = buildFolder()
  const path = () => Array.from({ length: 1 + random(3) }, () => 'aAbé'[random(4)]).join('/')
  const changes = [
    () => writeFileSync(at(path()), String(random(1000))),
    () => mkdirSync(at(path()), { recursive: true }),
    () => rmSync(at(path()), { recursive: true }),
    () => renameSync(at(path()), at(path())),
    () => symlinkSync(path(), at(path())),
  ]
  const tree = new Tree(place)
  for (let round = 0; round < 300; round++) {
    for (let count = random(4); count > 0; count--)
      try {
        changes[random(changes.length)]!()
      } catch {
        // What the system refuses is no change.
      }
    expect([...(await tree.scan())], `SEED=${seed}, round ${round}`).toEqual([...(await new Tree(place).scan())])
  }
})
