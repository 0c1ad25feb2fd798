import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildEnvironment } from '../../domain/test/factories.ts'
import { askAs, signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let owner: Awaited<ReturnType<typeof signedInPerson>>
beforeAll(async () => {
  server = await openTestServer()
  owner = await signedInPerson(server, { role: 'OWNER' })
})
afterAll(() => server.close())

const budget = (amount: number) => `mutation { setBudget(monthly: { amount: ${amount}, currency: "USD" }) { month } }`

/** What needs a recent sign-in, each with a function that returns its mutation. */
const guarded: [string, () => Promise<[string, object?]>][] = [
  [
    'granting OWNER',
    async () => [
      'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }',
      { input: { user: globalId('User', (await signedInPerson(server)).id), role: 'OWNER' } },
    ],
  ],
  [
    'inviting an owner',
    async () => [
      'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url } }',
      { input: { email: `${Math.random()}@example.org`, name: 'Anna', role: 'OWNER' } },
    ],
  ],
  [
    'sending the invitation of an owner again',
    async () => {
      const input = { email: `${Math.random()}@example.org`, name: 'Anna', role: 'OWNER' }
      const token = askAs(server, { authorization: `Bearer ${await server.token('OWNER')}` })
      const invite = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { invitation { id } } }'
      const { inviteUser } = (await token(invite, { input })) as { inviteUser: { invitation: { id: string } } }
      return ['mutation ($id: ID!) { resendInvitation(id: $id) { url } }', { id: inviteUser.invitation.id }]
    },
  ],
  [
    'requiring a second factor in an environment',
    async () => [
      'mutation ($slug: String!) { updateEnvironment(slug: $slug, input: { requiresSecondFactor: true }) { slug } }',
      { slug: (await buildEnvironment(server.database)).slug },
    ],
  ],
  [
    'deleting an environment',
    async () => [
      'mutation ($slug: String!) { deleteEnvironment(slug: $slug) { slug } }',
      { slug: (await buildEnvironment(server.database)).slug },
    ],
  ],
  [
    'creating an API token',
    async () => [
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { id } } }',
      { input: { name: 'ci', role: 'AUTHOR' } },
    ],
  ],
  [
    'raising the budget',
    async () => {
      await server.database.budget.updateMany({ data: { monthlyMicros: 1_000_000n, currency: 'USD' } })
      return [budget(2)]
    },
  ],
  [
    'removing the budget',
    async () => {
      await server.database.budget.updateMany({ data: { monthlyMicros: 1_000_000n, currency: 'USD' } })
      return ['mutation { setBudget(monthly: null) { month } }']
    },
  ],
  [
    'removing a second factor',
    async () => [
      'mutation ($id: ID!) { removeSecondFactor(id: $id) { id } }',
      { id: globalId('User', (await signedInPerson(server)).id) },
    ],
  ],
  ['disconnecting Dropbox', async () => ['mutation { disconnectDropbox { revoked } }']],
  ['changing a role', async () => ['mutation { updateRole(role: AUDITOR, requiresSecondFactor: false) { role } }']],
]

const signedInMinutesAgo = (minutes: number) =>
  server.database.session.update({
    where: { id: owner.sessionId },
    data: { authenticatedAt: new Date(Date.now() - minutes * 60_000) },
  })

test.each(guarded)(
  '%s needs a sign-in of the last 10 minutes, and API tokens are never asked',
  async (_what, build) => {
    await signedInMinutesAgo(11)
    expect(await owner.ask(...(await build()))).toBe('REAUTHENTICATE')
    await signedInMinutesAgo(9)
    expect(await owner.ask(...(await build()))).toBeTypeOf('object')
    const token = askAs(server, { authorization: `Bearer ${await server.token('OWNER')}` })
    expect(await token(...(await build()))).toBeTypeOf('object')
  },
)

test('lower budgets, other roles, and reading need none', async () => {
  await signedInMinutesAgo(60)
  await server.database.budget.updateMany({ data: { monthlyMicros: 5_000_000n, currency: 'USD' } })
  expect(await owner.ask(budget(4))).toBeTypeOf('object')
  const input = { user: globalId('User', (await signedInPerson(server)).id), role: 'AUTHOR' }
  expect(
    await owner.ask('mutation ($input: GrantRoleInput!) { grantRole(input: $input) { id } }', { input }),
  ).toBeTypeOf('object')
  expect(await owner.ask('{ users { totalCount } viewer { signIn { isRecent } } }')).toMatchObject({
    viewer: { signIn: { isRecent: false } },
  })
})

test('who may not do it is told so first', async () => {
  const author = await signedInPerson(server, { role: 'AUTHOR' })
  await server.database.session.update({
    where: { id: author.sessionId },
    data: { authenticatedAt: new Date(Date.now() - 3_600_000) },
  })
  expect(await author.ask(budget(9))).toBe('FORBIDDEN')
})
