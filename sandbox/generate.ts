import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { command, root } from './command.ts'
import { alone } from './lock.ts'
import { Problem } from './problem.ts'
import { step } from './progress.ts'

type Made = {
  title: string
  /** Patterns of the files it is made from. */
  from: string[]
  /** A file that is there when it was made. */
  to: string
  words: string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
}

const client: Made = {
  title: 'Database client',
  from: ['schema/schema.prisma', 'schema/prisma.config.ts'],
  to: 'schema/generated',
  words: ['prisma', 'generate', '--schema', 'schema/schema.prisma'],
  // Prisma downloads an engine even for this, which needs none: any file that exists keeps it from that.
  env: { PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'package.json'), PRISMA_HIDE_UPDATE_MESSAGE: 'true' },
}
const api: Made = {
  title: 'API schema',
  from: ['schema/**/*.ts', 'schema/schema.prisma'],
  to: 'schema/schema.graphql',
  words: ['node', 'schema/print.ts'],
}
const queries: Made = {
  title: 'Types of queries',
  from: ['schema/*.graphql', 'admin/tsconfig.json'],
  to: 'admin/src/graphql/generated/schema.d.ts',
  words: ['gql.tada', 'generate-output'],
  cwd: 'admin',
}
const player: Made = {
  title: 'Player',
  from: ['player/src/**', 'player/*.ts', 'player/package.json'],
  to: 'player/dist',
  words: ['vite', 'build', '--logLevel', 'warn'],
  cwd: 'player',
}
const admin: Made = {
  title: 'Admin',
  from: ['admin/src/**', 'admin/public/**', 'admin/*.{ts,html,json}', 'schema/*.graphql'],
  to: 'admin/dist',
  words: ['vite', 'build', '--logLevel', 'warn'],
  cwd: 'admin',
}

const stamps = join(root, 'node_modules/.cache/lectern/made.json')

function fingerprint({ from, words }: Made): string {
  const left = /(^|\/)(node_modules|dist|generated)(\/|$)|\.test\.tsx?$/
  const files = from.flatMap(pattern => globSync(pattern, { cwd: root, withFileTypes: true }))
  const names = files.filter(file => file.isFile()).map(file => join(file.parentPath, file.name))
  const hash = createHash('sha256')
    .update(words.join(' '))
    .update(readFileSync(join(root, 'package-lock.json')))
  const own = (name: string) => name.slice(root.length + 1)
  for (const name of [...new Set(names)].filter(name => !left.test(own(name))).sort()) {
    hash.update(`\0${own(name)}\0`).update(readFileSync(name))
  }
  return hash.digest('hex')
}

const known = (): Record<string, string> => (existsSync(stamps) ? JSON.parse(readFileSync(stamps, 'utf8')) : {})

async function make(made: Made): Promise<void> {
  const before = fingerprint(made)
  if (known()[made.title] === before && existsSync(join(root, made.to))) return
  await step(made.title, async () => {
    const { ok, said } = await command(made.words, { cwd: made.cwd, env: made.env })
    if (!ok) throw new Problem(`${said}\n${made.title} could not be made by «${made.words.join(' ')}»: see above.`)
  })
  mkdirSync(dirname(stamps), { recursive: true })
  writeFileSync(stamps, JSON.stringify({ ...known(), [made.title]: before }, null, 2))
}

/**
 * Makes what is made from other files: Prisma's client, the printed API schema, the types of the admin's queries, the
 * builds of admin and player. What is there and was made from the same files is left as it is. Resolves to the files
 * under version control that changed, which is to say were not up to date. Throws a Problem with a tool's own words.
 */
export async function generate(): Promise<string[]> {
  return alone(join(root, 'node_modules/.cache/lectern/generate.lock'), async () => {
    const read = () => (existsSync(join(root, api.to)) ? readFileSync(join(root, api.to), 'utf8') : '')
    const printed = read()
    const inTurn = async () => {
      for (const made of [client, api, queries, admin]) await make(made)
    }
    const ends = await Promise.allSettled([inTurn(), make(player)])
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    return read() === printed ? [] : [api.to]
  })
}

if (import.meta.main) {
  await generate().catch(error => {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  })
}
