import { systemActor } from '@lectern/domain/audit/actor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildCaller,
  buildDraft,
  buildDraftFile,
  buildEnvironment,
  buildGrant,
  buildPackage,
  buildRelease,
  buildUser,
} from '../../domain/test/factories.ts'
import type { PublicationRequestMail } from '../services.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
let mails: PublicationRequestMail[] = []
const mailer = {
  sendInvitation: async () => true,
  sendPublicationRequest: async (mail: PublicationRequestMail) => void mails.push(mail),
}
beforeAll(async () => {
  api = await openTestApi({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => api.close())

const fields =
  'id revision notes closedAt requestedBy { name } environment { slug } package { slug } publication { id }'
const ask = `mutation ($slug: String!, $environment: String!, $notes: String) {
  requestPublication(slug: $slug, environment: $environment, notes: $notes) { ${fields} } }`
const open = `query ($slug: String!) { package(slug: $slug) { publicationRequests { ${fields} } } }`
const node = `query ($id: ID!) { node(id: $id) { ... on PublicationRequest { ${fields} } } }`
const deploy = `mutation ($slug: String!, $environment: String!, $release: Int!) {
  deployRelease(package: $slug, environment: $environment, release: $release) { id } }`

type Request = {
  id: string
  revision: number
  notes: string | null
  closedAt: string | null
  requestedBy: { name: string }
  publication: { id: string } | null
}
type Data = { requestPublication: Request; package: { publicationRequests: Request[] } | null; node: Request }

/** Builds a person with a role everywhere, who signs in. */
async function buildPerson(role: 'AUTHOR' | 'PUBLISHER' | 'AUDITOR', active = true) {
  const user = await buildUser(api.database, { active })
  await buildGrant(api.database, { userId: user.id, role })
  const caller = buildCaller({ role }, { kind: 'USER', name: user.name, userId: user.id })
  const request = (text: string, variables: object) =>
    api.request<Data>(text, variables, { caller, services: { mailer } })
  return { user, request }
}

/** Builds a package whose draft was made by automatic synchronization, or by Harry. */
async function buildScene({ fourEyes = false, isAutomatic = false } = {}) {
  mails = []
  const environment = await buildEnvironment(api.database, { fourEyes })
  const pkg = await buildPackage(api.database)
  const packageId = pkg.id
  const draft = await buildDraft(api.database, { packageId })
  await buildDraftFile(api.database, { packageId, path: 'index.html' })
  const { actor } = systemActor
  if (isAutomatic)
    await api.database.syncRun.update({
      where: { id: draft.syncRunId },
      data: { startedBy: actor, requestedBy: actor },
    })
  return { packageId, environment, variables: { slug: pkg.slug, environment: environment.slug } }
}

test('an author asks those who may publish there, by mail, and a second request joins the first', async () => {
  const { variables, environment } = await buildScene()
  const [author, other] = [await buildPerson('AUTHOR'), await buildPerson('AUTHOR')]
  const publisher = await buildPerson('PUBLISHER')
  const inactive = await buildPerson('PUBLISHER', false)
  const { data } = await author.request(ask, { ...variables, notes: ' For Monday ' })
  expect(data.requestPublication).toMatchObject({
    ...{ revision: 1, notes: 'For Monday', closedAt: null, publication: null },
    ...{ requestedBy: { name: author.user.name }, environment: { slug: environment.slug } },
    package: { slug: variables.slug },
  })
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({
    ...{ requestedBy: author.user.name, notes: 'For Monday', environment: environment.name },
    url: `http://admin/packages/${variables.slug}`,
  })
  expect(mails[0]!.recipients).toContain(publisher.user.email)
  for (const { user } of [author, other, inactive]) expect(mails[0]!.recipients).not.toContain(user.email)
  const again = await Promise.all([1, 2, 3].map(() => other.request(ask, { ...variables, notes: 'Me too' })))
  for (const { data } of again) expect(data.requestPublication.id).toBe(again[0]!.data.requestPublication.id)
  expect(again[0]!.data.requestPublication).toEqual(data.requestPublication)
  expect(mails).toHaveLength(1)
  const listed = (await publisher.request(open, variables)).data.package!.publicationRequests
  expect(listed).toEqual([data.requestPublication])
})

test('who may not preview the package may not ask, and others in other environments do not see it', async () => {
  const { variables } = await buildScene()
  const auditor = await buildPerson('AUDITOR')
  expect((await auditor.request(ask, variables)).errors[0]?.code).toBe('FORBIDDEN')
  await (await buildPerson('AUTHOR')).request(ask, variables)
  const elsewhere = buildCaller({ role: 'PUBLISHER', environmentId: (await buildEnvironment(api.database)).id })
  const { data } = await api.request<Data>(open, variables, { caller: elsewhere })
  expect(data.package!.publicationRequests).toEqual([])
})

test('a request for a newer draft takes the place of the open one', async () => {
  const { variables, packageId } = await buildScene()
  const author = await buildPerson('AUTHOR')
  const first = (await author.request(ask, variables)).data.requestPublication
  await buildDraft(api.database, { packageId, revision: 2 })
  await api.database.package.update({ where: { id: packageId }, data: { revision: 2 } })
  const second = (await author.request(ask, variables)).data.requestPublication
  expect(second).toMatchObject({ revision: 2, closedAt: null })
  expect((await author.request(node, { id: first.id })).data.node.closedAt).not.toBeNull()
  expect((await author.request(open, variables)).data.package!.publicationRequests).toEqual([second])
})

test('the environment that shows the draft fulfills the request, an older release does not, and asking for it is a CONFLICT', async () => {
  const { variables, packageId } = await buildScene()
  const author = await buildPerson('AUTHOR')
  const publisher = await buildPerson('PUBLISHER')
  await buildDraft(api.database, { packageId, revision: 2 })
  await api.database.package.update({ where: { id: packageId }, data: { revision: 2 } })
  await buildRelease(api.database, { packageId, revision: 1 })
  const release = await buildRelease(api.database, { packageId, revision: 2 })
  const { id } = (await author.request(ask, variables)).data.requestPublication
  await publisher.request(deploy, { ...variables, release: 1 })
  expect((await author.request(node, { id })).data.node.closedAt).toBeNull()
  expect((await publisher.request(deploy, { ...variables, release: 2 })).errors).toEqual([])
  const { closedAt, publication } = (await author.request(node, { id })).data.node
  expect(closedAt).not.toBeNull()
  expect(Buffer.from(publication!.id, 'base64url').toString()).toBe(`Publication:${release.publicationId}`)
  const { errors } = await author.request(ask, variables)
  expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('already shows this draft') })
  const events = await api.database.auditEvent.findMany({ where: { packageId }, orderBy: { sequence: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual([
    ...['package.publicationRequestOpened', 'release.deployed', 'release.deployed'],
    'package.publicationRequestClosed',
  ])
})

test('archiving closes the open request', async () => {
  const { variables } = await buildScene()
  const author = await buildPerson('AUTHOR')
  const { id } = (await author.request(ask, variables)).data.requestPublication
  await author.request('mutation ($slug: String!) { archivePackage(slug: $slug) { id } }', variables)
  expect((await author.request(node, { id })).data.node.closedAt).not.toBeNull()
  expect((await author.request(ask, variables)).errors[0]?.code).toBe('CONFLICT')
})

test('with four-eyes, a draft of automatic synchronization is published by another person than the one who asked', async () => {
  const { variables } = await buildScene({ fourEyes: true, isAutomatic: true })
  const [paula, quentin] = [await buildPerson('PUBLISHER'), await buildPerson('PUBLISHER')]
  const check = `query ($slug: String!, $environment: String!) {
    package(slug: $slug) { publishCheck(environment: $environment) { mayPublish } } }`
  const publish = `mutation ($slug: String!, $environment: String!) {
    publishPackage(slug: $slug, environment: $environment) { id } }`
  const mayPublish = async ({ request }: typeof paula) =>
    ((await request(check, variables)).data.package as unknown as { publishCheck: { mayPublish: boolean } })
      .publishCheck.mayPublish
  expect(await mayPublish(paula)).toBe(false)
  const refused = await quentin.request(publish, variables)
  expect(refused.errors[0]).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('automatically') })
  await paula.request(ask, variables)
  expect(await mayPublish(paula)).toBe(false)
  expect((await paula.request(publish, variables)).errors[0]?.code).toBe('FORBIDDEN')
  expect(await mayPublish(quentin)).toBe(true)
  expect((await quentin.request(publish, variables)).errors).toEqual([])
})
