import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDeployment, buildPackage, buildPublication, buildRelease } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../../server/test/server.ts'
import { unsealViewerSecret } from './viewer-key.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const fields = `slug name access fourEyes blockingFindings acceptsFallback keepReleases keepDays frameAncestors viewerKey viewerJwksUrl deletedAt`
const create = `mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id ${fields} } }`
const update = `mutation ($slug: String!, $input: UpdateEnvironmentInput!) { updateEnvironment(slug: $slug, input: $input) { ${fields} } }`
const remove = 'mutation ($slug: String!) { deleteEnvironment(slug: $slug) { slug deletedAt } }'

async function as(role: Parameters<TestServer['token']>[0] = 'ADMIN') {
  const authorization = `Bearer ${await server.token(role)}`
  return (query: string, variables: object) => server.ask(query, variables, { authorization })
}

describe('an environment', () => {
  test('is public and has no policy when it is created with slug and name alone', async () => {
    const { data } = await (await as())(create, { input: { slug: 'district-7', name: 'District 7' } })
    expect(data.createEnvironment).toEqual({
      id: expect.any(String),
      ...{ slug: 'district-7', name: 'District 7', access: 'PUBLIC', fourEyes: false, blockingFindings: [] },
      ...{ acceptsFallback: false, keepReleases: null, keepDays: null, frameAncestors: ['*'] },
      ...{ viewerKey: null, viewerJwksUrl: null, deletedAt: null },
    })
  })

  test('changes only in the given fields and never records its key in the audit log', async () => {
    const ask = await as()
    await ask(create, { input: { slug: 'school', name: 'School', access: 'VIEWER_TOKEN', fourEyes: true } })
    const viewerSecret = 'a secret of the school, long enough'
    const input = {
      ...{
        name: 'The school',
        blockingFindings: ['LINK_SPECIAL_CHARACTERS', 'CONTENT_INSECURE'],
        acceptsFallback: true,
      },
      ...{ keepReleases: 5, keepDays: 30, frameAncestors: ["'self'", 'https://*.school.example.org'], viewerSecret },
    }
    const changed = (await ask(update, { slug: 'school', input })).data.updateEnvironment
    expect(changed).toMatchObject({
      ...{ name: 'The school', access: 'VIEWER_TOKEN', fourEyes: true, keepReleases: 5, keepDays: 30 },
      ...{
        blockingFindings: ['CONTENT_INSECURE', 'LINK_SPECIAL_CHARACTERS'],
        acceptsFallback: true,
        viewerKey: 'SECRET',
      },
    })
    const row = await server.database.environment.findFirstOrThrow({ where: { slug: 'school' } })
    expect(unsealViewerSecret(server.configuration.LECTERN_SECRET, row.viewerSecret!)).toBe(viewerSecret)
    const jwks = { viewerJwksUrl: 'https://school.example.org/.well-known/jwks.json', keepDays: null }
    expect((await ask(update, { slug: 'school', input: jwks })).data.updateEnvironment).toMatchObject({
      ...{ viewerKey: 'JWKS', viewerJwksUrl: jwks.viewerJwksUrl, keepReleases: 5, keepDays: null },
    })
    const withoutKey = await ask(update, { slug: 'school', input: { viewerJwksUrl: null } })
    expect(withoutKey.data.updateEnvironment.viewerKey).toBeNull()
    const events = await server.database.auditEvent.findMany({ where: { subjectId: row.id } })
    expect(events.map(({ action }) => action)).toEqual(['environment.created', ...Array(3).fill('environment.updated')])
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
    ['viewerSecret', { viewerSecret: 'short' }],
    ['viewerSecret', { viewerSecret: 'x'.repeat(40), viewerJwksUrl: 'https://a.example.org' }],
    ['viewerJwksUrl', { viewerJwksUrl: 'http://school.example.org/keys' }],
  ])('is rejected with INVALID_INPUT for a wrong %s: %j', async (field, wrong) => {
    const { errors } = await (await as())(create, { input: { slug: 'wrong', name: 'Wrong', ...wrong } })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: `input.${field}` })
  })

  test('is a CONFLICT when its slug is in use', async () => {
    const { errors } = await (await as())(create, { input: { slug: 'staging', name: 'Another' } })
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT')
  })

  test('can be changed only by administrators', async () => {
    const ask = await as('PUBLISHER')
    const responses = [
      await ask(create, { input: { slug: 'mine', name: 'Mine' } }),
      await ask(update, { slug: 'staging', input: { name: 'Mine' } }),
      await ask(remove, { slug: 'staging' }),
    ]
    expect(responses.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(Array(3).fill('FORBIDDEN'))
    expect((await (await as())(remove, { slug: 'nowhere' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  })
})

describe('deleting an environment', () => {
  test('is a CONFLICT with all reasons while it shows a package or a publication is open', async () => {
    const ask = await as()
    await ask(create, { input: { slug: 'busy', name: 'Busy' } })
    const { id } = await server.database.environment.findFirstOrThrow({ where: { slug: 'busy' } })
    const release = await buildRelease(server.database)
    const deployment = await buildDeployment(server.database, { environmentId: id, releaseId: release.id })
    const pkg = await buildPackage(server.database)
    const publication = await buildPublication(server.database, { environmentId: id, packageId: pkg.id })
    const { errors } = await ask(remove, { slug: 'busy' })
    const shown = await server.database.package.findUniqueOrThrow({ where: { id: deployment.packageId } })
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      problems: [
        { code: 'PACKAGE_SHOWN', path: shown.slug, message: expect.stringContaining('release 1') },
        { code: 'PUBLISHING', path: pkg.slug },
      ],
    })
    await server.database.publication.update({ where: { id: publication.id }, data: { finishedAt: new Date() } })
    await server.database.currentDeployment.deleteMany({ where: { environmentId: id } })
    expect((await ask(remove, { slug: 'busy' })).data.deleteEnvironment.deletedAt).not.toBeNull()
  })

  test('frees its slug and keeps its name for history', async () => {
    const ask = await as()
    const first = (await ask(create, { input: { slug: 'again', name: 'First' } })).data.createEnvironment
    await ask(remove, { slug: 'again' })
    const second = (await ask(create, { input: { slug: 'again', name: 'Second' } })).data.createEnvironment
    expect(second.id).not.toBe(first.id)
    const query =
      'query ($id: ID!) { node(id: $id) { ... on Environment { name } } environments { name } environment(slug: "again") { name } }'
    const { data } = await ask(query, { id: first.id })
    expect(data.node.name).toBe('First')
    expect(data.environment.name).toBe('Second')
    expect(data.environments.map(({ name }: { name: string }) => name)).not.toContain('First')
  })
})
