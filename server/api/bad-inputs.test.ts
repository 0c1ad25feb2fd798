import { readFileSync } from 'node:fs'
import { globalId } from '@lectern/domain/global-id'
import { buildSchema, getNamedType, isInputObjectType, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildDraftFile,
  buildEnvironment,
  buildFinding,
  buildRelease,
  buildTranscode,
  buildUser,
  buildWebhook,
} from '../../domain/test/factories.ts'
import { internalsIn } from '../../sandbox/checks/internals.ts'
import { randomSeed } from '../../sandbox/story/mixtures/random.ts'
import { type FieldPlace, fieldPlaces, type Input, isList, isText, typeNameOf } from '../../schema/test/input-places.ts'
import { badValues, randomText } from '../test/bad-values.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))

let server: TestServer
let authorization: string
/** The global id of an object of each type whose fields have arguments. */
let ids: Record<string, string>

beforeAll(async () => {
  server = await openTestServer({ LECTERN_API_LIMIT: '1000000', LECTERN_CALLER_LIMIT: '1000000' })
  authorization = `Bearer ${await server.token()}`
  const { database } = server
  const { packageId } = await buildFinding(database)
  await buildDraftFile(database, { packageId })
  const draft = await database.draft.findFirstOrThrow({ where: { packageId } })
  const verification = { packageId, startedBy: {}, revision: 1, repair: false }
  const keys = {
    Draft: `${packageId}/${draft.revision}`,
    Environment: (await buildEnvironment(database)).id,
    Package: packageId,
    Release: (await buildRelease(database, { packageId })).id,
    SyncRun: draft.syncRunId,
    Transcode: (await buildTranscode(database, { packageId })).id,
    User: (await buildUser(database)).id,
    VerificationRun: (await database.verificationRun.create({ data: verification })).id,
    Webhook: (await buildWebhook(database)).id,
  }
  ids = Object.fromEntries(Object.entries(keys).map(([type, key]) => [type, globalId(type, key)]))
})
afterAll(() => server.close())

type Operation = { type: string; text: string; argument: string } & Pick<FieldPlace, 'place' | 'valuesWith'>

/** The lists of a draft by their types, which have no global ids. */
const listsOfDraft: Record<string, string> = { Finding: 'findings', DraftFile: 'files' }

const roots: Record<string, string> = { Query: 'query', Mutation: 'mutation', Subscription: 'subscription' }

function operationText(type: string, { variables, selection }: FieldPlace): string {
  if (roots[type]) return `${roots[type]} (${variables}) { ${selection} }`
  const list = listsOfDraft[type]
  const fields = list ? `... on Draft { ${list} { nodes { ${selection} } } }` : `... on ${type} { ${selection} }`
  return `query ($object: ID!, ${variables}) { node(id: $object) { ${fields} } }`
}

/** An operation for each such input of every field of the schema. */
const operationsWith = (isWanted: (input: Input) => boolean): Operation[] =>
  Object.values(schema.getTypeMap())
    .filter(type => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap(type =>
      Object.values(isObjectType(type) ? type.getFields() : {})
        .flatMap(field => fieldPlaces(field, isWanted))
        .map(place => ({
          ...place,
          type: type.name,
          text: operationText(type.name, place),
          argument: place.place.at(-1)!,
        })),
    )

type Errors = { message: string; extensions: { code: string; field?: string } }[]

/** Sends a value. A subscription is sent for server-sent events, and must end. Fails if an error shows something internal. */
async function errorsFor({ type, text, valuesWith }: Operation, value: unknown): Promise<Errors> {
  const isRoot = type in roots
  const object = isRoot ? undefined : ids[type in listsOfDraft ? 'Draft' : type]
  if (!isRoot && !object) throw new Error(`Build an object of the type ${type}, whose fields have arguments.`)
  const accept = type === 'Subscription' ? 'text/event-stream' : 'application/json'
  const response = await fetch(`${server.admin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, accept },
    body: JSON.stringify({ query: text, variables: { ...valuesWith(value), object } }),
    signal: AbortSignal.timeout(60_000),
  })
  const body = await response.text()
  const { errors = [] }: { errors?: Errors } = JSON.parse(/^data: (\{.*)$/m.exec(body)?.[1] ?? body)
  for (const { message, extensions } of errors) {
    const where = `${text} ${JSON.stringify(value).slice(0, 200)} ${message}`
    expect(extensions?.code, where).toMatch(/^(?!INTERNAL)[A-Z_]+$/)
    expect(internalsIn(message), where).toEqual([])
  }
  return errors
}

const isLeaf = ({ type }: Input) => !isInputObjectType(getNamedType(type))
const isScalar = (name: string) => (input: Input) => typeNameOf(input) === name
const isState = isScalar('PackageState')

test.each<[string, (input: Input) => boolean, () => unknown, string]>([
  ['a text with a character that cannot be stored', isText, badValues.unstorableText, 'BAD_REQUEST'],
  ['a text that is too long', isText, badValues.longText, 'INVALID_INPUT'],
  [
    'a list that is too long',
    input => isList(input) && isLeaf(input) && !isState(input),
    badValues.longList,
    'INVALID_INPUT',
  ],
  [
    'a list of states that is too long',
    input => isList(input) && isState(input),
    badValues.longListOfStates,
    'INVALID_INPUT',
  ],
  ['a day that does not exist', isScalar('Date'), badValues.dayThatDoesNotExist, 'BAD_REQUEST'],
  ['a time that does not exist', isScalar('DateTime'), badValues.timeThatDoesNotExist, 'BAD_REQUEST'],
  ['an object', isLeaf, badValues.object, 'BAD_REQUEST'],
])(`refuses %s in every argument (seed ${randomSeed})`, async (_, isWanted, badValue, code) => {
  const operations = operationsWith(isWanted)
  expect(operations.length).toBeGreaterThan(0)
  for (const operation of operations) {
    const value = badValue()
    const [error] = await errorsFor(operation, value)
    const where = `${operation.text} ${JSON.stringify(value).slice(0, 200)} ${error?.message}`
    expect(error?.extensions.code, where).toBe(code)
    // Errors of variables name the argument in their message.
    expect(error!.extensions.field ?? error!.message, where).toContain(operation.place[0]!)
  }
})

test(`answers every argument with any storable text without an internal error (seed ${randomSeed})`, async () => {
  // Dropbox is unreachable here, and every request for it waits. A subscription may stay open.
  const operations = operationsWith(isText).filter(
    ({ type, text }) => type !== 'Subscription' && !/dropbox/i.test(text),
  )
  for (const operation of operations) await errorsFor(operation, randomText(operation.argument))
})
