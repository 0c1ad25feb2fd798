import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeCursor } from '@lectern/domain/cursor'
import { globalId } from '@lectern/domain/global-id'
import { getNamedType, isInputObjectType, isObjectType, isScalarType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDraft, buildPackage } from '../domain/test/factories.ts'
import { publicSchema, schema } from './graphql.ts'
import { maxEntries, maxLengthOf, maxLengths } from './input-limits.ts'
import { type ApiResult, openTestApi, type TestApi } from './test/api.ts'
import { fieldPlaces, type Input, isList, isText, typeNameOf } from './test/input-places.ts'

/** A subscription without a result for this time is open. */
const openAfterMs = 100

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
const outputFields = types.filter(isObjectType).flatMap(type => Object.values(type.getFields()))
const inputs: Input[] = [
  ...outputFields.flatMap(({ args }) => args),
  ...types.filter(isInputObjectType).flatMap(type => Object.values(type.getFields())),
]

describe('every input of the API', () => {
  test('that is a text has a greatest length, and every list a greatest number of entries', () => {
    expect(inputs.length).toBeGreaterThan(100)
    const lengths = inputs.filter(input => isText(input) && maxLengthOf(input.name, input.type) === undefined)
    const entries = inputs.filter(input => isList(input) && maxEntries[input.name] === undefined)
    expect(
      [...lengths, ...entries].map(({ name }) => name),
      'Add them to input-limits.ts and docs/api.md',
    ).toEqual([])
  })

  test('that is another scalar is a number, a boolean, or a time', () => {
    const scalars = inputs.filter(({ type }) => isScalarType(getNamedType(type)) && !isText({ name: '', type }))
    expect([...new Set(scalars.map(typeNameOf))].sort()).toEqual(['Boolean', 'Date', 'DateTime', 'Float', 'Int'])
  })

  test('has only limits that are used and documented', () => {
    const docs = readFileSync(join(import.meta.dirname, '../docs/api.md'), 'utf8')
    const documented = [...docs.matchAll(/^\| ([\d,]+) \| (.*) \|$/gm)].map(([, limit, names]) => ({ limit, names }))
    for (const [limits, filter] of [[maxLengths, isText] as const, [maxEntries, isList] as const])
      for (const [name, limit] of Object.entries(limits)) {
        expect(inputs.filter(filter).map(input => input.name)).toContain(name)
        const text = limit.toLocaleString('en-US')
        expect(documented).toContainEqual({ limit: text, names: expect.stringContaining(`\`${name}\``) })
      }
  })
})

const rootTypes = {
  query: schema.getQueryType()!,
  mutation: schema.getMutationType()!,
  subscription: schema.getSubscriptionType()!,
}
const operations = ['query', 'mutation', 'subscription'] as const

/** Every value of some kind that a root field takes, with an operation that sends it. */
const rootInputs = (isWanted: (input: Input) => boolean) =>
  operations.flatMap(operation =>
    Object.values(rootTypes[operation].getFields())
      .flatMap(field => fieldPlaces(field, isWanted))
      .map(({ variables, selection, ...place }) => ({
        operation,
        text: `${operation} (${variables}) { ${selection} }`,
        ...place,
      })),
  )
const rootTexts = rootInputs(isText)

describe('a value', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await openTestApi()
  })
  afterAll(() => api.close())

  const send = async ({ operation, text, valuesWith }: (typeof rootTexts)[number], value: unknown, known = {}) => {
    const values = valuesWith(value, known)
    if (operation !== 'subscription') return (await api.request(text, values)).errors
    // The audit log is followed until something happens. Inputs are checked before that, without a query.
    const first = api.subscribe(text, values).next()
    const result = text.includes('auditEvents(') ? await Promise.race([first, sleep(openAfterMs)]) : await first
    const answer: ApiResult | undefined = result?.value
    return answer?.errors ?? []
  }

  test('that is a text with NUL or half of a surrogate pair is a BAD_REQUEST in every argument', async () => {
    expect(rootTexts.length).toBeGreaterThan(60)
    for (const text of ['a\0b', 'a\ud800b', '\udc00'])
      for (const rootText of rootTexts) {
        const [error] = await send(rootText, text)
        expect(error, rootText.text).toMatchObject({
          code: 'BAD_REQUEST',
          field: expect.stringContaining(rootText.place[0]!),
        })
      }
  })

  test('that is an id of something with NUL finds nothing', async () => {
    const ids = rootTexts.filter(({ place }) => ['id', 'draft', 'actor', 'subjectId'].includes(place.at(-1)!))
    expect(ids.length).toBeGreaterThan(15)
    const idTypes = types.filter(type => isObjectType(type) && type.getInterfaces().length > 0)
    for (const id of [...idTypes.map(({ name }) => globalId(name, 'a\0b')), Buffer.from('\0:\0').toString('base64url')])
      for (const rootText of ids) {
        const codes = (await send(rootText, id)).map(({ code }) => code)
        expect(['NOT_FOUND', undefined], `${rootText.text} ${codes}`).toContain(codes[0])
        expect(codes.every(code => code !== undefined)).toBe(true)
      }
  })

  test('that is a cursor to NUL is an INVALID_INPUT', async () => {
    const uuid = '00000000-0000-7000-8000-000000000000'
    const { packageId } = await buildDraft(api.database)
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    const text = `query ($slug: String!, $byText: String, $byTime: String) {
      packages(after: $byText) { nodes { slug } }
      package(slug: $slug) { draft { findings(before: $byText) { nodes { path } } } syncRuns(after: $byTime) { nodes { id } } } }`
    for (const [path, time] of [
      ['a\0', '0000-01-01T00:00:00.000Z'],
      ['a\ud800', '+010000-01-01T00:00:00.000Z'],
      ['\0', '2027-02-30T00:00:00.000Z'],
    ] as const) {
      const byText = writeCursor([path, uuid])
      const byTime = Buffer.from(JSON.stringify([time, uuid])).toString('base64url')
      const { errors } = await api.request(text, { slug, byText, byTime })
      expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('INVALID_INPUT'))
    }
  })

  test('is checked in literals, in lists, and on the content host, and leaves the other fields standing', async () => {
    const { slug } = await buildPackage(api.database)
    const literal = await api.request(`{ package(slug: "a\\u0000") { slug } other: package(slug: "${slug}") { slug } }`)
    expect(literal).toMatchObject({
      data: { package: null, other: { slug } },
      errors: [{ code: 'BAD_REQUEST', field: 'slug', path: ['package'] }],
    })
    const list = await api.request('{ auditLog(filter: { actions: ["a", "b\\u0000"] }) { totalCount } }')
    expect(list.errors[0]).toMatchObject({ code: 'BAD_REQUEST', field: 'filter.actions.1' })
    const access = { kind: 'public' } as const
    for (const field of ['playlists(package: $text)', 'playlist(package: "p", path: $text)']) {
      const { data, errors } = await api.request(
        `query ($text: String!) { found: ${field} { path } }`,
        { text: '\0' },
        { access, schema: publicSchema },
      )
      expect({ data, code: errors[0]?.code }).toEqual({ data: { found: null }, code: 'BAD_REQUEST' })
    }
  })

  test('that is too long is an INVALID_INPUT, and one of the greatest length is not', async () => {
    const pkg = await buildPackage(api.database)
    const update =
      'mutation ($slug: String!, $input: UpdatePackageInput!) { updatePackage(slug: $slug, input: $input) { title description } }'
    const longest = { title: 'ü'.repeat(maxLengths.title!), description: 'd'.repeat(maxLengths.description!) }
    expect((await api.request(update, { slug: pkg.slug, input: longest })).data).toEqual({ updatePackage: longest })
    for (const field of ['title', 'description']) {
      const { errors } = await api.request(update, { slug: pkg.slug, input: { [field]: 'x'.repeat(100_000) } })
      expect(errors[0]).toMatchObject({
        code: 'INVALID_INPUT',
        field: `input.${field}`,
        message: expect.stringContaining('at most'),
      })
    }
    for (const rootText of rootTexts) {
      const [error] = await send(rootText, 'x'.repeat(20_000))
      expect(error, rootText.text).toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining('too long'),
      })
    }
  })

  test('that is the least or greatest number or time is never an internal error', async () => {
    const { packageId } = await buildDraft(api.database)
    const { slug } = await api.database.package.findUniqueOrThrow({ where: { id: packageId } })
    const known = { slug, package: slug, environment: 'staging', currency: 'USD' }
    const extremes: Record<string, unknown[]> = {
      Int: [-(2 ** 31), -1, 0, 2 ** 31 - 1],
      Float: [-Number.MAX_VALUE, Number.MIN_VALUE, Number.MAX_VALUE],
      Date: ['0001-01-01', '9999-12-31'],
      DateTime: ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
    }
    for (const [typeName, values] of Object.entries(extremes)) {
      const found = rootInputs(input => typeNameOf(input) === typeName)
      expect(found.length, typeName).toBeGreaterThan(0)
      for (const value of values)
        for (const rootInput of found) {
          const codes = (await send(rootInput, value, known)).map(({ code }) => code)
          expect(codes, `${rootInput.text} ${value}`).not.toContain(undefined)
        }
    }
  })

  test('that is a list is an INVALID_INPUT with too many entries', async () => {
    const publish =
      'mutation ($paths: [String!]) { publishPackage(slug: "p", environment: "staging", acceptFallback: $paths) { id } }'
    const { errors } = await api.request(publish, { paths: Array(1_001).fill('a.mp4') })
    expect(errors[0]).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'acceptFallback',
      message: 'This list is too long. Use at most 1,000 entries.',
    })
  })
})
