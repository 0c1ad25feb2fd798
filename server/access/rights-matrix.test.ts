import { type Permission, type Right, rolePermissions } from '@lectern/domain/access/permissions'
import { schema } from '@lectern/schema/graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  mutationsToTry,
  type Operation,
  publicQueriesToTry,
  queriesToTry,
  subscriptionsToTry,
  type Target,
} from '../test/rights-operations.ts'
import {
  buildRemovable,
  buildRightsWorld,
  credentialsWith,
  grantsToTry,
  type RightsWorld,
} from '../test/rights-world.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

/** What came of one operation. An error that says something else than a refusal comes after the check of rights. */
type Outcome = 'allowed' | 'null' | 'NOT_FOUND' | 'FORBIDDEN' | 'UNAUTHENTICATED' | 'INTERNAL' | 'BAD_REQUEST'
type Headers = Record<string, string>

let server: TestServer
let world: RightsWorld
beforeAll(async () => {
  server = await openTestServer()
  world = await buildRightsWorld(server)
})
afterAll(() => server.close())

const roots = {
  query: schema.getQueryType()!,
  mutation: schema.getMutationType()!,
  subscription: schema.getSubscriptionType()!,
}
type Kind = keyof typeof roots

const permissionOf = (kind: Kind, name: string) => roots[kind].getFields()[name]?.extensions.permission as Permission

/** Whether a right covers an operation on a target of the world. */
function covers({ packageId, environmentId }: Right, target: Target): boolean {
  if (target === 'anywhere') return true
  const isOfPackage = packageId === null || (packageId === world.pkg.id && ['package', 'both'].includes(target))
  const isOfEnvironment =
    environmentId === null || (environmentId === world.environment.id && ['environment', 'both'].includes(target))
  return isOfPackage && isOfEnvironment
}

const may = (right: Right | null, permission: Permission, target: Target): boolean =>
  right !== null && rolePermissions[right.role].includes(permission) && covers(right, target)

/** Whether the caller sees something. A grant for one environment sees packages, and one for a package environments. */
function sees(right: Right | null, what: Operation['sees'][number], acts: Target): boolean {
  if (what === 'anything') return true
  if (what === 'package') return right !== null && [null, world.pkg.id].includes(right.packageId)
  if (what === 'environment') return right !== null && [null, world.environment.id].includes(right.environmentId)
  if (what === 'both') return may(right, 'package.read', 'both')
  return may(right, what as Permission, acts)
}

/** The outcome that the table of roles, the scope of the right, and the field's permission say. */
function expected(kind: Kind, operation: Operation, right: Right | null): Outcome {
  const { name, acts, permission = acts && permissionOf(kind, name) } = operation
  const isVisible = operation.sees.every(what => sees(right, what, acts ?? 'everywhere'))
  const isPermitted = !acts || may(right, permission!, acts)
  if (name === 'playlist') return 'null'
  if (kind === 'query') return isVisible && isPermitted ? 'allowed' : 'null'
  return !isVisible ? 'NOT_FOUND' : isPermitted ? 'allowed' : 'FORBIDDEN'
}

/** Fields that are public answer, and who the caller is: nobody. */
function outcomeWhenSignedOut(kind: Kind, { name, path = [] }: Operation): Outcome {
  const isPublic = path.length === 0 && roots[kind].getFields()[name]?.extensions.permission === 'public'
  return !isPublic ? 'UNAUTHENTICATED' : ['viewer', 'playlist'].includes(name) ? 'null' : 'allowed'
}

/** Runs operations in one request. Returns their outcomes. */
async function outcomes(kind: Kind, operations: Operation[], headers: Headers): Promise<Outcome[]> {
  const text = `${kind} { ${operations.map(({ field }, i) => `o${i}: ${field}`).join(' ')} }`
  const { data, errors = [] } = await server.ask(text, {}, headers)
  return operations.map(({ path = [] }, i) => {
    const code =
      errors.find(error => error.path?.[0] === `o${i}`)?.extensions.code ??
      (data ? undefined : errors[0]?.extensions.code)
    if (code) return refusal(code)
    const value = path.reduce((parent, name) => parent?.[name], data[`o${i}`])
    return value == null ? 'null' : 'allowed'
  })
}

const refusals: unknown[] = ['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'INTERNAL', 'BAD_REQUEST'] satisfies Outcome[]
const refusal = (code: unknown): Outcome => (refusals.includes(code) ? (code as Outcome) : 'allowed')

/** Starts a subscription over server-sent events. Returns the outcome of its first result. */
async function subscriptionOutcome({ field }: Operation, headers: Headers): Promise<Outcome> {
  const connection = new AbortController()
  try {
    const response = await fetch(`${server.admin}/graphql`, {
      method: 'POST',
      headers: { ...headers, accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: `subscription { ${field} }` }),
      signal: connection.signal,
    })
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const data = /^event: next\ndata: (.+)$/m.exec(text)?.[1]
      if (!data) continue
      const code = JSON.parse(data).errors?.[0]?.extensions.code
      return code ? refusal(code) : 'allowed'
    }
    return 'null'
  } finally {
    connection.abort()
  }
}

/** How many mutations one request may have. */
const maxMutations = 10

/** Runs every operation as one caller. Returns the outcomes by operation. */
async function outcomesOf(headers: Headers) {
  const queries = [...queriesToTry(world), ...publicQueriesToTry(world)]
  const mutations = mutationsToTry(world, await buildRemovable(server))
  const cells: { kind: Kind; operation: Operation; outcome: Outcome }[] = []
  const add = (kind: Kind, operations: Operation[], found: Outcome[]) =>
    cells.push(...operations.map((operation, i) => ({ kind, operation, outcome: found[i]! })))
  add('query', queries, await outcomes('query', queries, headers))
  for (let i = 0; i < mutations.length; i += maxMutations) {
    const some = mutations.slice(i, i + maxMutations)
    add('mutation', some, await outcomes('mutation', some, headers))
  }
  for (const subscription of subscriptionsToTry(world))
    add('subscription', [subscription], [await subscriptionOutcome(subscription, headers)])
  return cells
}

test('every operation of the schema and every type of node is in the matrix', () => {
  const tried = {
    query: [...queriesToTry(world), ...publicQueriesToTry(world)],
    mutation: mutationsToTry(world, { grant: '', session: '', webhook: '' }),
    subscription: subscriptionsToTry(world),
  }
  for (const kind of ['query', 'mutation', 'subscription'] as const)
    for (const name of Object.keys(roots[kind].getFields()))
      if (name !== 'node')
        expect(
          tried[kind].map(operation => operation.name),
          'Add the field to rights-operations.ts',
        ).toContain(name)
  const nodeTypes = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => `node of ${name}`)
  expect(tried.query.map(({ name }) => name)).toEqual(expect.arrayContaining(nodeTypes))
  const ofObjects = Object.values(schema.getTypeMap()).flatMap(type =>
    'getFields' in type && !Object.values(roots).some(root => root === type) ? Object.values(type.getFields()) : [],
  )
  const nested = ofObjects.filter(({ extensions }) => ![undefined, 'visible'].includes(extensions.permission as string))
  expect(tried.query.map(({ name }) => name)).toEqual(expect.arrayContaining(nested.map(({ name }) => name)))
})

test('every operation, role, scope, and kind of caller has the outcome of the table', async () => {
  const startedAt = performance.now()
  const wrong: string[] = []
  const seen: Record<string, number> = {}
  let count = 0
  const compare = (
    caller: string,
    cells: Awaited<ReturnType<typeof outcomesOf>>,
    right: Right | null | 'signed out',
  ) => {
    for (const { kind, operation, outcome } of cells) {
      const wanted = right === 'signed out' ? outcomeWhenSignedOut(kind, operation) : expected(kind, operation, right)
      count++
      seen[outcome] = (seen[outcome] ?? 0) + 1
      if (outcome !== wanted) wrong.push(`${caller}: ${operation.name} is ${outcome}, not ${wanted}`)
    }
  }
  for (const { name, right } of grantsToTry(world))
    for (const [kind, credentials] of Object.entries(await credentialsWith(server, right)))
      compare(`${name} (${kind})`, await outcomesOf(credentials), right)
  compare('signed out', await outcomesOf({}), 'signed out')
  console.info(
    `rights: ${count} cells in ${Math.round((performance.now() - startedAt) / 1000)} s, ${JSON.stringify(seen)}`,
  )
  expect(wrong).toEqual([])
  expect(count).toBeGreaterThan(4_000)
}, 900_000)
