import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@lectern/domain/audit/actor'
import {
  buildApiToken,
  buildCaller,
  buildDeployment,
  buildDraft,
  buildEnvironment,
  buildGrant,
  buildPackage,
  buildPreviewLink,
  buildPublication,
  buildRelease,
  buildSyncRun,
  buildTranscode,
  buildUser,
  buildVideo,
} from '../domain/test/factories.ts'
import { change } from '@lectern/domain/audit/change'
import { globalId } from './global-id.ts'
import { openTestApi, type TestApi } from './test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const find = (id: string, asking = {}) =>
  api.request('query ($id: ID!) { node(id: $id) { __typename id } }', { id }, asking)

/** What can be found by its id and belongs to one package. */
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

/** What belongs to the whole house. */
const others: Record<string, () => Promise<string>> = {
  Environment: async () => (await buildEnvironment(api.database)).id,
  User: async () => (await buildUser(api.database)).id,
  Grant: async () => (await buildGrant(api.database)).id,
  ApiToken: async () => (await buildApiToken(api.database)).id,
}

async function recordEvent(packageId: string): Promise<string> {
  const subject = { subjectType: 'Package', subjectId: packageId, packageId }
  await change(api.database, systemActor, async () => ({
    result: null,
    events: [{ action: 'package.created', summary: 'Made', ...subject }],
  }))
  const { sequence } = await api.database.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })
  return String(sequence)
}

describe('node', () => {
  test.each(Object.keys(ofPackage))('finds a %s for whoever may read its package, and nobody else', async type => {
    const { id: packageId } = await buildPackage(api.database)
    const id = globalId(type, await ofPackage[type]!(packageId))
    const reader = buildCaller({ role: 'AUDITOR', packageId })
    const stranger = buildCaller({ packageId: (await buildPackage(api.database)).id })
    expect(await find(id, { caller: reader })).toEqual({ data: { node: { __typename: type, id } }, errors: [] })
    expect(await find(id, { caller: stranger })).toEqual({ data: { node: null }, errors: [] })
  })

  test.each(Object.keys(others))('finds a %s', async type => {
    const id = globalId(type, await others[type]!())
    expect(await find(id)).toEqual({ data: { node: { __typename: type, id } }, errors: [] })
  })

  test.each(['User', 'Grant', 'ApiToken'])('shows a %s of somebody else only to who may read the log', async type => {
    const id = globalId(type, await others[type]!())
    expect((await find(id, { caller: buildCaller({ role: 'PUBLISHER' }) })).data).toEqual({ node: null })
    expect((await find(id, { caller: buildCaller({ role: 'AUDITOR' }) })).data).toEqual({
      node: { __typename: type, id },
    })
  })

  test('shows everybody oneself', async () => {
    const user = await buildUser(api.database)
    const caller = buildCaller({ role: 'AUTHOR' }, { kind: 'USER', name: user.name, userId: user.id })
    expect((await find(globalId('User', user.id), { caller })).data).toMatchObject({ node: { __typename: 'User' } })
  })

  test.each(['', 'nonsense', globalId('Package', 'x'), globalId('Unheard', '1'), globalId('AuditEvent', '99999999')])(
    'is null for «%s»',
    async id => expect(await find(id)).toEqual({ data: { node: null }, errors: [] }),
  )

  test('says that nobody is signed in', async () => {
    expect(await find('x', { caller: null })).toMatchObject({
      data: { node: null },
      errors: [{ code: 'UNAUTHENTICATED' }],
    })
  })
})
