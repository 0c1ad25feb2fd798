import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, runCommand } from '../machine/command.ts'
import { withLock } from '../machine/lock.ts'
import { Problem } from '../machine/problem.ts'
import { withProgress } from '../machine/progress.ts'

type BuildStep = {
  title: string
  /** Patterns of the files that the output depends on. */
  inputs: string[]
  /** A file or folder that exists after the step has run. */
  output: string
  argv: string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
}

const client: BuildStep = {
  title: 'Database client',
  inputs: ['domain/schema.prisma'],
  output: 'domain/generated',
  argv: ['prisma', 'generate', '--schema', 'domain/schema.prisma'],
  // Any existing file prevents Prisma from downloading an engine, which this step does not need.
  env: { PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'package.json'), PRISMA_HIDE_UPDATE_MESSAGE: 'true' },
}
const api: BuildStep = {
  title: 'API schema',
  inputs: ['domain/**/*.ts', 'schema/**/*.ts', 'domain/schema.prisma'],
  output: 'schema/schema.graphql',
  argv: ['node', 'schema/print.ts'],
}
const queries: BuildStep = {
  title: 'Types of queries',
  inputs: ['schema/*.graphql', 'admin/tsconfig.json'],
  output: 'admin/src/graphql/generated/schema.d.ts',
  argv: ['gql.tada', 'generate-output'],
  cwd: 'admin',
}
const player: BuildStep = {
  title: 'Player',
  inputs: ['player/src/**', 'player/*.ts', 'player/package.json'],
  output: 'player/dist',
  argv: ['vite', 'build', '--logLevel', 'warn'],
  cwd: 'player',
}
const admin: BuildStep = {
  title: 'Admin',
  inputs: ['admin/src/**', 'admin/public/**', 'admin/*.{ts,html,json}', 'schema/*.graphql'],
  output: 'admin/dist',
  argv: ['vite', 'build', '--logLevel', 'warn'],
  cwd: 'admin',
}
const commandQueries: BuildStep = {
  title: 'Types of the command line',
  inputs: ['schema/*.graphql', 'cli/tsconfig.json'],
  output: 'cli/src/api/generated/schema.d.ts',
  argv: ['gql.tada', 'generate-output'],
  cwd: 'cli',
}
const commandLine: BuildStep = {
  title: 'Command line',
  inputs: ['cli/src/**', 'cli/*.{ts,json}'],
  output: 'cli/dist/lectern.js',
  argv: ['vite', 'build', '--logLevel', 'warn'],
  cwd: 'cli',
}

/** Stores the fingerprint of each step's inputs at its last run, by title. */
const stampFile = join(root, 'node_modules/.cache/lectern/generated.json')

function fingerprint({ inputs, argv }: BuildStep): string {
  const ignoredPaths = /(^|\/)(node_modules|dist|generated)(\/|$)|\.test\.tsx?$/
  const files = inputs.flatMap(pattern => globSync(pattern, { cwd: root, withFileTypes: true }))
  const names = files.filter(file => file.isFile()).map(file => join(file.parentPath, file.name))
  const hash = createHash('sha256')
    .update(argv.join(' '))
    .update(readFileSync(join(root, 'package-lock.json')))
  const relativePath = (name: string) => name.slice(root.length + 1)
  for (const name of [...new Set(names)].filter(name => !ignoredPaths.test(relativePath(name))).sort()) {
    hash.update(`\0${relativePath(name)}\0`).update(readFileSync(name))
  }
  return hash.digest('hex')
}

const readStamps = (): Record<string, string> =>
  existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {}

async function runIfStale(buildStep: BuildStep): Promise<void> {
  const current = fingerprint(buildStep)
  if (readStamps()[buildStep.title] === current && existsSync(join(root, buildStep.output))) return
  await withProgress(buildStep.title, async () => {
    const { ok, output } = await runCommand(buildStep.argv, { cwd: buildStep.cwd, env: buildStep.env })
    if (!ok)
      throw new Problem(`${output}\n${buildStep.title}: "${buildStep.argv.join(' ')}" failed. See the output above.`)
  })
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, JSON.stringify({ ...readStamps(), [buildStep.title]: current }, null, 2))
}

/**
 * Writes the generated files that are out of date: Prisma's client, the printed API schema, the types of the queries of
 * the admin and the command line, and the builds of these two and the player. Resolves to the changed files under version control. Throws a Problem
 * with the output of the tool that failed.
 */
export async function generate(): Promise<string[]> {
  return withLock(join(root, 'node_modules/.cache/lectern/generate.lock'), async () => {
    const readSchema = () => readFileSync(join(root, api.output), 'utf8')
    const schemaBefore = readSchema()
    const runInOrder = async () => {
      for (const buildStep of [client, api, queries, commandQueries, admin, commandLine]) await runIfStale(buildStep)
    }
    const results = await Promise.allSettled([runInOrder(), runIfStale(player)])
    for (const result of results) if (result.status === 'rejected') throw result.reason
    return readSchema() === schemaBefore ? [] : [api.output]
  })
}

if (import.meta.main) {
  await generate().catch(error => {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  })
}
