import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../machine/command.ts'

type Graph = Map<string, Set<string>>

/** Returns the nodes of the first circle, as 'a → b → a', or null when there is none. */
function findCircle(graph: Graph): string | null {
  const visited = new Set<string>()
  const visit = (node: string, path: string[]): string | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node].join(' → ')
    if (visited.has(node)) return null
    visited.add(node)
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node])
      if (circle) return circle
    }
    return null
  }
  for (const node of graph.keys()) {
    const circle = visit(node, [])
    if (circle) return circle
  }
  return null
}

/** Reads the imports between our files, without tests. */
function readImports(): Graph {
  const tracked = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' }).split('\n')
  const isTest = (file: string) => /\.test\.|\.bench\.|\/test\/|\/test-/.test(file)
  const files = new Set(tracked.filter(file => file && !isTest(file) && existsSync(join(root, file))))
  const importsOf = (file: string) => {
    const specifiers = [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)]
    const paths = specifiers.map(([, specifier = '']) =>
      specifier.startsWith('@lectern/') ? `${specifier.slice(9)}.ts` : join(dirname(file), specifier),
    )
    return new Set(paths.filter(path => files.has(path)))
  }
  return new Map([...files].map(file => [file, importsOf(file)]))
}

/** Returns the imports between the rooms of each layer. Files at the root of a layer belong to no room. */
function roomsOf(imports: Graph): Graph {
  const roomOf = (file: string) => /^(?:domain|workflows|schema|server|admin\/src\/parts)\/[^/]+(?=\/)/.exec(file)?.[0]
  const rooms: Graph = new Map()
  for (const [file, imported] of imports) {
    const room = roomOf(file)
    for (const other of [...imported].map(roomOf)) {
      if (!room || !other || room === other || dirname(room) !== dirname(other)) continue
      rooms.set(room, (rooms.get(room) ?? new Set()).add(other))
    }
  }
  return rooms
}

const imports = readImports()

test('no files import each other in a circle', () => {
  expect(imports.size).toBeGreaterThan(500)
  expect(findCircle(imports)).toBeNull()
})

test('no rooms of a layer import each other in a circle', () => {
  expect(roomsOf(imports).size).toBeGreaterThan(20)
  expect(findCircle(roomsOf(imports))).toBeNull()
})

test('a circle is found and named, between files and between rooms of one layer', () => {
  const files: Graph = new Map([
    ['domain/sync/run.ts', new Set(['domain/errors.ts', 'domain/files/name.ts'])],
    ['domain/files/name.ts', new Set(['domain/errors.ts'])],
    ['domain/files/version.ts', new Set(['domain/sync/plan.ts'])],
    ['domain/errors.ts', new Set(['schema/sync/run.ts'])],
  ])
  expect(findCircle(files)).toBeNull()
  expect(findCircle(roomsOf(files))).toBe('domain/sync → domain/files → domain/sync')
  files.set('domain/errors.ts', new Set(['domain/sync/run.ts']))
  expect(findCircle(files)).toBe('domain/sync/run.ts → domain/errors.ts → domain/sync/run.ts')
})
