import { randomUUID } from 'node:crypto'
import { globalId } from '@lectern/domain/global-id'
import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Random, randomFrom, randomSeed } from '../../sandbox/story/mixtures/random.ts'
import { getDatamodel } from '../generated/pothos.ts'
import { schema } from '../graphql.ts'
import { openTestApi, type TestApi } from '../test/api.ts'
import { startTestDropbox } from '../test/dropbox.ts'
import { buildMutationWorld, ignoredCause, type MutationWorld, openCause } from '../test/mutation-world.ts'

/** Mutations that change rows without an event, each with the reason. */
const withoutEvents: Record<string, string> = {
  recordPlayback: 'Playback is counted. It is not in the audit log.',
  checkViewerToken: 'It changes nothing.',
}
/** Tables that record no changes of people: the log itself, and how processes share the calls to Dropbox. */
const skippedTables = [
  ...['audit_checkpoint', 'audit_head', 'signed_checkpoint', '_prisma_migrations'],
  ...['dropbox_limit', 'dropbox_process'],
]

const mutations = Object.values(schema.getMutationType()!.getFields())
const triesPerRound = 3
const maxRounds = 12

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

/** Returns a digest of each table's rows, and the number of events. */
async function readTables(): Promise<{ digests: Map<string, string>; events: bigint }> {
  const tables = await api.database.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'audit_event%'`
  const sql = tables
    .filter(({ name }) => !skippedTables.includes(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS digest FROM "${name}" AS t`,
    )
  const rows = await api.database.$queryRawUnsafe<{ name: string; digest: string }[]>(sql.join(' UNION ALL '))
  const { sequence } = await api.database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  return { digests: new Map(rows.map(({ name, digest }) => [name, digest])), events: sequence }
}

/** Returns the global ids of the newest objects of each type. */
async function readIds(): Promise<Map<string, string[]>> {
  const models = getDatamodel().datamodel.models
  const ids = new Map<string, string[]>()
  for (const { name } of schema.getPossibleTypes(schema.getType('Node') as never)) {
    if (!models[name]?.fields.some(field => field.name === 'id')) continue
    const table = api.database[(name[0]!.toLowerCase() + name.slice(1)) as 'user']
    const rows = await table.findMany({ select: { id: true } })
    ids.set(
      name,
      rows.slice(-8).map(({ id }) => globalId(name, id)),
    )
  }
  return ids
}

type Choice = { random: Random; world: MutationWorld; ids: Map<string, string[]>; result: string; mutation: string }

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]!

/** Returns a random value for an argument or an input field. */
function randomValue(name: string, type: GraphQLInputType, choice: Choice): unknown {
  const { random } = choice
  if (isNonNullType(type)) return randomValue(name, type.ofType, choice)
  if (isListType(type)) return [randomValue(name, type.ofType, choice)]
  const named = getNamedType(type)
  if (isEnumType(named)) return pick(random, named.getValues()).name
  if (isInputObjectType(named)) return randomArguments(Object.values(named.getFields()), choice)
  if (named.name === 'ID') return randomId(name, choice)
  if (named.name === 'String') return randomText(name, choice)
  const release = 1 + Math.floor(random() * 2)
  const numbers: Record<string, number> = { expiresInSeconds: 600, release, from: release, to: 3 - release }
  if (named.name === 'Int') return numbers[name] ?? 1 + Math.floor(random() * 60)
  if (named.name === 'Float') return Math.ceil(random() * 1_000)
  if (named.name === 'DateTime') return new Date(Date.now() + (1 + random() * 200) * 86_400_000).toISOString()
  if (named.name === 'Date') return new Date().toISOString().slice(0, 10)
  return random() < 0.5
}

function randomId(name: string, { random, ids, result }: Choice): string {
  if (name === 'cause') return pick(random, [openCause, ignoredCause])
  const type = { user: 'User', token: 'ApiToken' }[name] ?? result.replace(/^Created/, '')
  const all = [...ids.values()].flat()
  return pick(random, ids.get(type)?.length ? ids.get(type)! : all)
}

function randomText(name: string, { random, world, result, mutation }: Choice): string {
  const known: Record<string, readonly string[]> = {
    package: world.packages,
    environment: world.environments,
    dropboxPath: (mutation === 'chooseSyncFolder' ? world.choices : world.folders).map(folder => `/${folder}`),
    slug:
      mutation.startsWith('create') && ['Package', 'Environment'].includes(result)
        ? [`new-${randomUUID().slice(0, 8)}`]
        : result === 'Environment' && mutation !== 'unpublishPackage'
          ? world.environments
          : world.packages,
    currency: ['USD'],
    rootPage: ['index.html'],
    email: [`${randomUUID()}@example.org`],
    url: ['https://example.org/hook'],
    viewerJwksUrl: ['https://example.org/keys.json'],
    blockingFindings: ['FILE_MISSING'],
    frameAncestors: ['https://school.example.org'],
    actions: ['package.published'],
    after: world.cursors,
  }
  return pick(random, known[name] ?? [`Text ${Math.floor(random() * 1e9)}`])
}

type Input = { name: string; type: GraphQLInputType; defaultValue?: unknown }

/** Returns random values of all required arguments, and of some of the others. */
function randomArguments(inputs: readonly Input[], choice: Choice): Record<string, unknown> {
  const used = inputs.filter(({ type }) => isNonNullType(type) || choice.random() < 0.25)
  return Object.fromEntries(used.map(({ name, type }) => [name, randomValue(name, type, choice)]))
}

test(`every change has an event, and every event a change, in ${mutations.length} mutations (seed ${randomSeed})`, async () => {
  const random = randomFrom(randomSeed)
  const changedBy = new Map<string, number>()
  const violations: object[] = []
  let calls = 0
  for (let round = 0; round < maxRounds; round++) {
    const missing = mutations.filter(({ name }) => !changedBy.has(name) && !(name in withoutEvents))
    if (round > 0 && missing.length === 0) break
    const folders = Array.from({ length: 4 }, (_, number) => `Folder ${round} ${number}`)
    const services = { dropbox: api.dropboxAt(await startTestDropbox(folders)) }
    // The first call connects Dropbox, which is a change of its own. An earlier round may have disconnected it.
    await api.database.dropboxConnection.deleteMany()
    await services.dropbox.tokens.getAccess()
    const world = await buildMutationWorld(api, folders)
    const ids = await readIds()
    // Newer than the ids, so that no mutation revokes the caller's own token.
    const caller = await api.tokenCaller('OWNER')
    // In a random order, because one mutation takes from another what it would change.
    const called = round === 0 ? mutations : [...missing, ...missing]
    const order = called.map(field => ({ field, place: random() })).sort((a, b) => a.place - b.place)
    let before = await readTables()
    for (const { field } of order)
      for (let attempt = 0; attempt < triesPerRound; attempt++) {
        const { name, args, type } = field
        const variables = randomArguments(args, { random, world, ids, result: getNamedType(type).name, mutation: name })
        const parameters = args.length > 0 ? `(${args.map(arg => `$${arg.name}: ${arg.type}`).join(', ')})` : ''
        const text = `mutation ${parameters} {
          ${name}${args.length > 0 ? `(${args.map(arg => `${arg.name}: $${arg.name}`).join(', ')})` : ''} ${isScalarType(getNamedType(type)) ? '' : '{ __typename }'} }`
        const { errors } = await api.request(text, variables, { caller, services })
        calls++
        const after = await readTables()
        const tables = [...after.digests].filter(([table, digest]) => digest !== before.digests.get(table))
        const events = await api.database.auditEvent.findMany({
          where: { sequence: { gt: before.events } },
          select: { action: true },
        })
        before = after
        const summary = { name, variables, errors, tables: tables.map(([table]) => table), events }
        if (tables.length > 0) changedBy.set(name, (changedBy.get(name) ?? 0) + 1)
        if (tables.length > 0 && events.length === 0 && !(name in withoutEvents))
          violations.push({ problem: 'A change without an event', ...summary })
        if (events.length > 0 && tables.length === 0)
          violations.push({ problem: 'An event without a change', ...summary })
        if (events.length > 0 && errors.length > 0)
          violations.push({ problem: 'An event of a refused mutation', ...summary })
      }
  }
  expect(violations).toEqual([])
  const never = mutations.map(({ name }) => name).filter(name => !changedBy.has(name) && !(name in withoutEvents))
  expect(never, 'Build something in mutation-world.ts that each mutation can change').toEqual([])
  console.info(`${mutations.length} mutations, ${calls} calls (seed ${randomSeed})`)
})
