import type { Role } from '@lectern/domain/access/permissions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildPackage,
  buildPublication,
  buildRelease,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'
import { unsealViewerSecret } from './viewer-key.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const fields = `slug name access fourEyes blockingFindings acceptsFallback controls resume keepReleases keepDays frameAncestors viewerKey viewerJwksUrl deletedAt`
const create = `mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id ${fields} } }`
const update = `mutation ($slug: String!, $input: UpdateEnvironmentInput!) { updateEnvironment(slug: $slug, input: $input) { ${fields} } }`
const remove = 'mutation ($slug: String!) { deleteEnvironment(slug: $slug) { slug deletedAt } }'

type Environment = { id: string; name: string; viewerKey: string | null; deletedAt: string | null }
type Data = {
  createEnvironment: Environment
  updateEnvironment: Environment
  deleteEnvironment: Environment
  node: Environment
  environments: Environment[]
  environment: Environment
}

const as =
  (role: Role = 'ADMIN') =>
  (query: string, variables: object) =>
    api.request<Data>(query, variables, { caller: buildCaller({ role }) })

/** Sources of 63 characters each. */
const manySources = (count: number) =>
  Array.from({ length: count }, (_, n) => `https://${String(n).padStart(42, 's')}.example.org`.padEnd(63, 'x'))

describe('an environment', () => {
  test('is public and has no policy when it is created with slug and name alone', async () => {
    const { data } = await as()(create, { input: { slug: 'district-7', name: 'District 7' } })
    expect(data.createEnvironment).toEqual({
      id: expect.any(String),
      ...{ slug: 'district-7', name: 'District 7', access: 'PUBLIC', fourEyes: false, blockingFindings: [] },
      ...{ controls: false, resume: true },
      ...{ acceptsFallback: false, keepReleases: null, keepDays: null, frameAncestors: ['*'] },
      ...{ viewerKey: null, viewerJwksUrl: null, deletedAt: null },
    })
  })

  test('changes only in the given fields and never records its key in the audit log', async () => {
    const ask = as()
    await ask(create, { input: { slug: 'school', name: 'School', access: 'VIEWER_TOKEN', fourEyes: true } })
    const viewerSecret = 'a secret of the school, long enough'
    const input = {
      ...{
        name: 'The school',
        blockingFindings: ['LINK_SPECIAL_CHARACTERS', 'CONTENT_INSECURE'],
        acceptsFallback: true,
      },
      ...{ controls: true, resume: false },
      ...{ keepReleases: 5, keepDays: 30, frameAncestors: ["'self'", 'https://*.school.example.org'], viewerSecret },
    }
    const changed = (await ask(update, { slug: 'school', input })).data.updateEnvironment
    expect(changed).toMatchObject({
      ...{ name: 'The school', access: 'VIEWER_TOKEN', fourEyes: true, keepReleases: 5, keepDays: 30 },
      ...{
        blockingFindings: ['CONTENT_INSECURE', 'LINK_SPECIAL_CHARACTERS'],
        acceptsFallback: true,
        controls: true,
        resume: false,
        viewerKey: 'SECRET',
      },
    })
    const row = await api.database.environment.findFirstOrThrow({ where: { slug: 'school' } })
    expect(unsealViewerSecret(api.services.settings.secret, row.viewerSecret!)).toBe(viewerSecret)
    const jwks = { viewerJwksUrl: 'https://school.example.org/.well-known/jwks.json', keepDays: null }
    expect((await ask(update, { slug: 'school', input: jwks })).data.updateEnvironment).toMatchObject({
      ...{ viewerKey: 'JWKS', viewerJwksUrl: jwks.viewerJwksUrl, keepReleases: 5, keepDays: null },
    })
    const withoutKey = await ask(update, { slug: 'school', input: { viewerJwksUrl: null } })
    expect(withoutKey.data.updateEnvironment.viewerKey).toBeNull()
    const events = await api.database.auditEvent.findMany({ where: { subjectId: row.id } })
    expect(events.map(({ action }) => action)).toEqual(['environment.created', ...Array(3).fill('environment.updated')])
    expect(events[1]).toMatchObject({
      before: { controls: false, resume: true },
      after: { controls: true, resume: false },
    })
    expect(JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'a secret of',
    )
  })

  test.each([
    ['slug', { slug: 'preview' }],
    ['slug', { slug: 'Staging' }],
    ['slug', { slug: '' }],
    ['name', { name: ' ' }],
    ['blockingFindings', { blockingFindings: ['NO_SUCH_FINDING'] }],
    ['keepReleases', { keepReleases: 0 }],
    ['keepDays', { keepDays: 4000 }],
    ['frameAncestors', { frameAncestors: [] }],
    ['frameAncestors', { frameAncestors: ["https://a.example.org; script-src 'none'"] }],
    ['frameAncestors', { frameAncestors: manySources(101) }],
    ['viewerSecret', { viewerSecret: 'short' }],
    ['viewerSecret', { viewerSecret: 'x'.repeat(40), viewerJwksUrl: 'https://a.example.org' }],
    ['viewerJwksUrl', { viewerJwksUrl: 'http://school.example.org/keys' }],
  ])('is rejected with INVALID_INPUT for a wrong %s: %j', async (field, wrong) => {
    const { errors } = await as()(create, { input: { slug: 'wrong', name: 'Wrong', ...wrong } })
    expect(errors[0]).toMatchObject({ code: 'INVALID_INPUT', field: `input.${field}` })
  })

  test('has a frame policy of at most 4 kB', async () => {
    const ask = as()
    const largest = { slug: 'framed', name: 'Framed', frameAncestors: manySources(63) }
    expect((await ask(create, { input: largest })).errors).toEqual([])
    const { errors } = await ask(update, { slug: 'framed', input: { frameAncestors: manySources(64) } })
    expect(errors[0]).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'input.frameAncestors',
      message: expect.stringContaining('too long together'),
    })
  })

  test('is a CONFLICT when its slug is in use', async () => {
    const { errors } = await as()(create, { input: { slug: 'staging', name: 'Another' } })
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', field: 'input.slug' })
  })

  test('can be changed only by administrators', async () => {
    const ask = as('PUBLISHER')
    const responses = [
      await ask(create, { input: { slug: 'mine', name: 'Mine' } }),
      await ask(update, { slug: 'staging', input: { name: 'Mine' } }),
      await ask(remove, { slug: 'staging' }),
    ]
    expect(responses.map(({ errors }) => errors[0]?.code)).toEqual(Array(3).fill('FORBIDDEN'))
    expect((await as()(remove, { slug: 'nowhere' })).errors[0]?.code).toBe('NOT_FOUND')
  })
})

describe('deleting an environment', () => {
  test('is a CONFLICT with all reasons while it shows a package or a publication is open', async () => {
    const ask = as()
    await ask(create, { input: { slug: 'busy', name: 'Busy' } })
    const { id } = await api.database.environment.findFirstOrThrow({ where: { slug: 'busy' } })
    const release = await buildRelease(api.database)
    const deployment = await buildDeployment(api.database, { environmentId: id, releaseId: release.id })
    const pkg = await buildPackage(api.database)
    const publication = await buildPublication(api.database, { environmentId: id, packageId: pkg.id })
    const { errors } = await ask(remove, { slug: 'busy' })
    const shown = await api.database.package.findUniqueOrThrow({ where: { id: deployment.packageId } })
    expect(errors[0]).toMatchObject({
      code: 'CONFLICT',
      problems: [
        { code: 'PACKAGE_SHOWN', path: shown.slug, message: expect.stringContaining('release 1') },
        { code: 'PUBLISHING', path: pkg.slug },
      ],
    })
    await api.database.publication.update({ where: { id: publication.id }, data: { finishedAt: new Date() } })
    await api.database.currentDeployment.deleteMany({ where: { environmentId: id } })
    expect((await ask(remove, { slug: 'busy' })).data.deleteEnvironment.deletedAt).not.toBeNull()
  })

  test('frees its slug and keeps its name for history', async () => {
    const ask = as()
    const first = (await ask(create, { input: { slug: 'again', name: 'First' } })).data.createEnvironment
    await ask(remove, { slug: 'again' })
    const second = (await ask(create, { input: { slug: 'again', name: 'Second' } })).data.createEnvironment
    expect(second.id).not.toBe(first.id)
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Environment { name } } environments { name } environment(slug: "again") { name } }'
    const { data } = await ask(query, { id: first.id })
    expect(data.node.name).toBe('First')
    expect(data.environment.name).toBe('Second')
    expect(data.environments.map(({ name }) => name)).not.toContain('First')
  })
})
