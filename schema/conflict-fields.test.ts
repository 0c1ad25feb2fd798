import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApiToken, buildInvitation, buildOpenRun, buildPackage, buildUser } from '../domain/test/factories.ts'
import { openTestApi, type TestApi } from './test/api.ts'
import { startTestDropbox } from './test/dropbox.ts'

let api: TestApi
let revokedToken: string
beforeAll(async () => {
  api = await openTestApi()
  const { database } = api
  await buildPackage(database, {
    ...{ slug: 'sets', dropboxId: 'id:sets', dropboxPath: '/Sets', dropboxPathLower: '/sets' },
  })
  const running = await buildPackage(database, { slug: 'running' })
  await buildOpenRun(database, { packageId: running.id })
  await buildPackage(database, { slug: 'other' })
  await buildUser(database, { email: 'ada@example.org' })
  await buildInvitation(database, { email: 'ben@example.org' })
  revokedToken = (await buildApiToken(database, { revokedAt: new Date() })).id
})
afterAll(() => api.close())

const createPackage = 'mutation ($input: CreatePackageInput!) { createPackage(input: $input) { id } }'
const updatePackage =
  'mutation ($slug: String!, $input: UpdatePackageInput!) { updatePackage(slug: $slug, input: $input) { id } }'
const inviteUser = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { invitation { id } } }'
const createEnvironment = 'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }'
const grantRole = 'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }'

// What a form shows at a field, because another value of that field resolves it.
test.each([
  ['a slug of another package', createPackage, { input: { dropboxPath: '/Logic', slug: 'sets' } }, 'input.slug'],
  ['a folder of another package', createPackage, { input: { dropboxPath: '/Sets/Inside' } }, 'input.dropboxPath'],
  ['a folder moved to', updatePackage, { slug: 'other', input: { dropboxPath: '/Sets' } }, 'input.dropboxPath'],
  ['a running copy', updatePackage, { slug: 'running', input: { dropboxPath: '/Logic' } }, 'input.dropboxPath'],
  ['a slug of another environment', createEnvironment, { input: { slug: 'staging', name: 'Exams' } }, 'input.slug'],
  ['the address of a person', inviteUser, { input: invitationOf('ada@example.org') }, 'input.email'],
  ['an invited address', inviteUser, { input: invitationOf('ben@example.org') }, 'input.email'],
])('%s is a CONFLICT at its field', async (_what, text, variables, field) => {
  const services = { dropbox: api.dropboxAt(await startTestDropbox(['Logic', 'Sets/Inside'])) }
  const { errors } = await api.request(text, variables, { services })
  expect(errors).toMatchObject([{ code: 'CONFLICT', field }])
})

test('a revoked token is a CONFLICT at its field', async () => {
  const input = { token: globalId('ApiToken', revokedToken), role: 'AUTHOR' }
  const { errors } = await api.request(grantRole, { input })
  expect(errors).toMatchObject([{ code: 'CONFLICT', field: 'input.token' }])
})

function invitationOf(email: string) {
  return { email, name: 'Ada', role: 'AUTHOR' }
}
