import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildEnvironment, buildPackage, buildPreviewLink, buildViewerToken } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

async function as(role: Parameters<TestServer['token']>[0]) {
  const authorization = `Bearer ${await server.token(role)}`
  return async (query: string, variables: object) => {
    const { data, errors = [] } = await server.ask(query, variables, { authorization })
    return errors[0]?.extensions.code ?? data
  }
}

const eventsOf = (action: string, subjectId: string) =>
  server.database.auditEvent.findMany({ where: { action, subjectId } })

describe('a preview link', () => {
  const revoke = 'mutation ($id: ID!) { revokePreviewLink(id: $id) { id revokedAt } }'

  test('is revoked once by a caller with permission to preview the package', async () => {
    const { id: packageId, title } = await buildPackage(server.database)
    const link = await buildPreviewLink(server.database, { packageId })
    const id = globalId('PreviewLink', link.id)
    expect(await (await as('AUDITOR'))(revoke, { id })).toBe('FORBIDDEN')
    const ask = await as('AUTHOR')
    const first = await ask(revoke, { id })
    expect(first.revokePreviewLink).toEqual({ id, revokedAt: expect.any(String) })
    expect(await ask(revoke, { id })).toEqual(first)
    expect(await eventsOf('package.previewLinkRevoked', link.id)).toMatchObject([
      { packageId, summary: `Revoked a preview link for "${title}"` },
    ])
  })

  test('returns NOT_FOUND if it does not exist', async () => {
    const ask = await as('AUTHOR')
    const { id } = await buildViewerToken(server.database)
    for (const invalidId of [globalId('PreviewLink', id), globalId('ViewerToken', id), 'nonsense'])
      expect(await ask(revoke, { id: invalidId })).toBe('NOT_FOUND')
  })
})

describe('viewer tokens', () => {
  const revokeOne = 'mutation ($id: ID!) { revokeViewerToken(id: $id) { id subject revokedAt } }'
  const revokeAll = 'mutation ($in: String!) { revokeViewerTokens(environment: $in) { slug } }'

  test('are revoked once each by a caller with permission to manage the environment', async () => {
    const token = await buildViewerToken(server.database, { subject: 'anna' })
    const id = globalId('ViewerToken', token.id)
    expect(await (await as('PUBLISHER'))(revokeOne, { id })).toBe('NOT_FOUND')
    const ask = await as('ADMIN')
    const first = await ask(revokeOne, { id })
    expect(first.revokeViewerToken).toEqual({ id, subject: 'anna', revokedAt: expect.any(String) })
    expect(await ask(revokeOne, { id })).toEqual(first)
    expect(await eventsOf('viewer.tokenRevoked', token.id)).toMatchObject([{ after: { subject: 'anna' } }])
  })

  test('are revoked all at once without changing other environments', async () => {
    const { id: environmentId, slug } = await buildEnvironment(server.database)
    for (const revokedAt of [null, null, new Date(0)])
      await buildViewerToken(server.database, { environmentId, revokedAt })
    await buildViewerToken(server.database, { environmentId, expiresAt: new Date(0) })
    const other = await buildViewerToken(server.database)
    expect(await (await as('PUBLISHER'))(revokeAll, { in: slug })).toBe('FORBIDDEN')
    const ask = await as('ADMIN')
    for (const _twice of [1, 2]) expect(await ask(revokeAll, { in: slug })).toEqual({ revokeViewerTokens: { slug } })
    const active = await server.database.viewerToken.findMany({ where: { revokedAt: null } })
    expect(active.filter(token => token.environmentId === environmentId || token.id === other.id)).toEqual([other])
    expect(await eventsOf('viewer.tokensRevoked', environmentId)).toMatchObject([{ after: { tokens: 3 } }])
    expect(await ask(revokeAll, { in: 'nowhere' })).toBe('NOT_FOUND')
  })
})
