import { randomUUID } from 'node:crypto'
import type { Right } from '@lectern/domain/access/permissions'
import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCaller, buildPackage } from '../../domain/test/factories.ts'
import { getDatamodel } from '../generated/pothos.ts'
import { schema } from '../graphql.ts'
import { openTestApi, type TestApi } from '../test/api.ts'
import { buildWorld, secretIp, secretRequestId } from '../test/environment-world.ts'
import { type Candidates, readEverything } from '../test/read-everything.ts'

let api: TestApi
let world: Awaited<ReturnType<typeof buildWorld>>
beforeAll(async () => {
  api = await openTestApi({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
  world = await buildWorld(api)
})
afterAll(() => api.close())

const callerWith = (...rights: Partial<Right>[]) => ({
  actor: { kind: 'USER' as const, name: 'Stella', userId: randomUUID() },
  rights: rights.flatMap(right => buildCaller(right).rights),
})

/** The arguments to try. `ids`: the global ids of what exists. */
const candidates = (ids: string[]): Candidates => ({
  ...{ id: ids, slug: [world.pkg.slug, 'staging', 'production'], package: [world.pkg.slug], number: [1] },
  ...{ environment: [undefined, 'staging', 'production'], release: [undefined, 1], path: ['video.mp4'] },
  status: [undefined, 'PUBLISHED', 'DRAFT'],
})

describe('a grant for one environment', () => {
  test('reads the same whatever happens in another one, over all types of the schema', async () => {
    const other = await buildPackage(api.database)
    const callers = {
      owner: callerWith({ role: 'OWNER', environmentId: world.staging.id }),
      // Two grants do not add up to a third one: the other package in production, and every package in staging.
      publisher: callerWith(
        { role: 'PUBLISHER', environmentId: world.staging.id },
        { role: 'AUTHOR', packageId: other.id },
      ),
    }
    const before: Record<string, unknown> = {}
    for (const [name, caller] of Object.entries(callers))
      before[name] = await readEverything(api, candidates(world.ids), { caller })
    const hidden = await world.buildIn(world.production)
    for (const [name, caller] of Object.entries(callers)) {
      const after = await readEverything(api, candidates(world.ids), { caller })
      expect(after, name).toEqual(before[name])
      expect(JSON.stringify(after), name).not.toMatch(new RegExp(`${secretIp}|${secretRequestId}`))
    }
    const ids = Object.entries(hidden).flatMap(([type, id]) => (type === 'Environment' ? [] : id))
    for (const caller of Object.values(callers))
      for (const id of ids) {
        const { data } = await api.request(
          'query ($id: ID!) { node(id: $id) { __typename } publication(id: $id) { id } }',
          { id },
          { caller },
        )
        expect(data).toEqual({ node: null, publication: null })
      }

    // What is read is enough: an owner everywhere reads all of it, and the same things in staging are read too.
    const everywhere = JSON.stringify(await readEverything(api, candidates([...world.ids, ...ids]), {}))
    for (const id of [...ids, hidden.Environment]) expect(everywhere).toContain(id)
    expect(everywhere).toContain(secretIp)
    expect(everywhere).toContain(secretRequestId)
    const shown = await world.buildIn(world.staging)
    const { Grant: _, User: __, Invitation: ___, Session: ____, ...own } = shown
    const read = JSON.stringify(await readEverything(api, candidates(world.ids), { caller: callers.owner }))
    for (const id of Object.values(own).flat()) expect(read).toContain(id)

    const nodeTypes = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name)
    const built = [...world.ids, ...ids, hidden.Environment].map(
      id => Buffer.from(id, 'base64url').toString().split(':')[0],
    )
    expect([...new Set(built)].sort(), 'Build an object of the new type').toEqual(nodeTypes.toSorted())
    const models = Object.entries(getDatamodel().datamodel.models).filter(([, { fields }]) =>
      fields.some(({ name }) => name === 'environmentId'),
    )
    expect(models.length).toBeGreaterThan(6)
    for (const [name] of models) {
      const table = api.database[(name[0]!.toLowerCase() + name.slice(1)) as 'deployment']
      expect(
        await table.count({ where: { environmentId: world.production.id } }),
        `Build a ${name} in buildIn`,
      ).toBeGreaterThan(0)
    }
  })

  test('is needed to read anything', async () => {
    const hidden = Object.values(await world.buildIn(world.production)).flat()
    const everything = await readEverything(api, candidates(world.ids), { caller: callerWith() })
    for (const id of [...world.ids, ...hidden]) expect(JSON.stringify(everything)).not.toContain(`"id":"${id}"`)
  })

  test('gets NOT_FOUND from every mutation and subscription that names another one or something in it', async () => {
    const hidden = Object.values(await world.buildIn(world.production)).flat()
    const caller = callerWith({ role: 'OWNER', environmentId: world.staging.id })
    const checked: string[] = []
    for (const [operation, rootType] of [
      ['mutation', schema.getMutationType()!],
      ['subscription', schema.getSubscriptionType()!],
    ] as const)
      for (const { name, args, type } of Object.values(rootType.getFields())) {
        const inputs = Object.fromEntries(args.map(arg => [arg.name, arg.type]))
        const isOfEnvironment =
          isObjectType(getNamedType(type)) && getNamedType(type).name === 'Environment' && 'slug' in inputs
        const values = (id: string | undefined) =>
          buildValues(inputs, {
            id,
            slug: isOfEnvironment && !('environment' in inputs) ? 'production' : world.pkg.slug,
          })
        const text = `${operation} (${args.map(arg => `$${arg.name}: ${arg.type}`).join(', ')}) {
          ${name}(${args.map(arg => `${arg.name}: $${arg.name}`).join(', ')}) ${isScalarType(getNamedType(type)) ? '' : '{ __typename }'} }`
        const isChecked = isOfEnvironment || 'id' in inputs || JSON.stringify(values('x')).includes('"production"')
        if (!isChecked) continue
        checked.push(name)
        for (const id of 'id' in inputs ? hidden : [undefined]) {
          const result =
            operation === 'mutation'
              ? await api.request(text, values(id), { caller })
              : (await api.subscribe(text, values(id), { caller }).next()).value
          expect({ name, id, code: result?.errors[0]?.code }).toEqual({ name, id, code: 'NOT_FOUND' })
        }
      }
    expect(checked).toEqual(
      expect.arrayContaining([
        'cancelPublication',
        'cancelScheduledDeployment',
        'publishPackage',
        'deployRelease',
        'unpublishPackage',
        'updateEnvironment',
        'deleteEnvironment',
        'revokeViewerToken',
        'revokeViewerTokens',
        'scheduleDeployment',
        'publicationProgress',
      ]),
    )
  })
})

/** Builds the required arguments and those that name an environment, in production. */
function buildValues(
  inputs: Record<string, GraphQLInputType>,
  named: { id?: string; slug: string },
): Record<string, unknown> {
  const known: Record<string, unknown> = {
    ...named,
    package: world.pkg.slug,
    environment: 'production',
    release: 1,
    at: '2098-01-01T00:00:00.000Z',
  }
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, type]) => {
      const namedType = getNamedType(type)
      if (name in known) return [[name, known[name]]]
      if (!isNonNullType(type)) return []
      const fields = isInputObjectType(namedType)
        ? Object.fromEntries(Object.values(namedType.getFields()).map(field => [field.name, field.type]))
        : {}
      const value = isEnumType(namedType)
        ? namedType.getValues()[0]!.name
        : isInputObjectType(namedType)
          ? buildValues(fields, named)
          : { Int: 1, String: 'x', ID: 'x' }[namedType.name as 'Int']
      return [[name, String(type).startsWith('[') ? [value] : value]]
    }),
  )
}
