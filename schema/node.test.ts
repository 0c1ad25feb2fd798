import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildApiToken,
  buildCaller,
  buildDeployment,
  buildDraft,
  buildEnvironment,
  buildGrant,
  buildInvitation,
  buildPackage,
  buildPreviewLink,
  buildPublication,
  buildRelease,
  buildSession,
  buildSyncRun,
  buildTranscode,
  buildUser,
  buildVideo,
} from '../domain/test/factories.ts'
import { openTestApi, type TestApi } from './test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const find = (id: string, options = {}) =>
  api.request('query ($id: ID!) { node(id: $id) { __typename id } }', { id }, options)

/** Builds an object of each type that belongs to one package, and returns its key. */
const ofPackage: Record<string, (packageId: string) => Promise<string>> = {
  Package: async packageId => packageId,
  Draft: async packageId => `${packageId}/${(await buildDraft(api.database, { packageId })).revision}`,
  SyncRun: async packageId => (await buildSyncRun(api.database, { packageId })).id,
  Transcode: async packageId => (await buildTranscode(api.database, { packageId })).id,
  Video: async packageId => (await buildVideo(api.database, { packageId })).id,
  Release: async packageId => (await buildRelease(api.database, { packageId })).id,
  Publication: async packageId => (await buildPublication(api.database, { packageId })).id,
  Deployment: async packageId => (await buildDeployment(api.database, { packageId })).id,
  PreviewLink: async packageId => (await buildPreviewLink(api.database, { packageId })).id,
  AuditEvent: packageId => recordEvent(packageId),
}

/** Builds an object of each type that belongs to no package, and returns its key. */
const withoutPackage: Record<string, () => Promise<string>> = {
  Environment: async () => (await buildEnvironment(api.database)).id,
  User: async () => (await buildUser(api.database)).id,
  Grant: async () => (await buildGrant(api.database)).id,
  ApiToken: async () => (await buildApiToken(api.database)).id,
  Invitation: async () => (await buildInvitation(api.database)).id,
  Session: async () => (await buildSession(api.database)).id,
}

async function recordEvent(packageId: string): Promise<string> {
  const subject = { subjectType: 'Package', subjectId: packageId, packageId }
  await change(api.database, systemActor, async () => ({
    result: null,
    events: [{ action: 'package.created', summary: 'Created', ...subject }],
  }))
  const { sequence } = await api.database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
  return String(sequence)
}

describe('node', () => {
  test.each(Object.keys(ofPackage))('finds a %s only for callers who may read its package', async type => {
    const { id: packageId } = await buildPackage(api.database)
    const id = globalId(type, await ofPackage[type]!(packageId))
    const reader = buildCaller({ role: 'AUDITOR', packageId })
    const stranger = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect(await find(id, { caller: reader })).toEqual({ data: { node: { __typename: type, id } }, errors: [] })
    expect(await find(id, { caller: stranger })).toEqual({ data: { node: null }, errors: [] })
  })

  test.each(Object.keys(withoutPackage))('finds a %s', async type => {
    const id = globalId(type, await withoutPackage[type]!())
    expect(await find(id)).toEqual({ data: { node: { __typename: type, id } }, errors: [] })
  })

  test.each(['User', 'Grant', 'ApiToken', 'Invitation', 'Session'])(
    'finds a %s of another person only for callers who may read people and tokens',
    async type => {
      const id = globalId(type, await withoutPackage[type]!())
      expect((await find(id, { caller: buildCaller({ role: 'PUBLISHER' }) })).data).toEqual({ node: null })
      expect((await find(id, { caller: buildCaller({ role: 'AUDITOR' }) })).data).toEqual({
        node: { __typename: type, id },
      })
    },
  )

  test('finds the user of the caller', async () => {
    const user = await buildUser(api.database)
    const caller = buildCaller({ role: 'AUTHOR' }, { kind: 'USER', name: user.name, userId: user.id })
    expect((await find(globalId('User', user.id), { caller })).data).toMatchObject({ node: { __typename: 'User' } })
  })

  test.each(['', 'nonsense', globalId('Package', 'x'), globalId('Unknown', '1'), globalId('AuditEvent', '99999999')])(
    'is null for "%s"',
    async id => expect(await find(id)).toEqual({ data: { node: null }, errors: [] }),
  )

  test('is UNAUTHENTICATED when nobody is signed in', async () => {
    expect(await find('x', { caller: null })).toMatchObject({
      data: { node: null },
      errors: [{ code: 'UNAUTHENTICATED' }],
    })
  })
})
