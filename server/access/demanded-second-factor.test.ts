import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedInPerson } from '../test/people.ts'
import { mutationsToTry } from '../test/rights-operations.ts'
import { buildRemovable, buildRightsWorld, type RightsWorld } from '../test/rights-world.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let world: RightsWorld
beforeAll(async () => {
  server = await openTestServer()
  world = await buildRightsWorld(server)
})
afterAll(() => server.close())

/** Whether each mutation was refused because the session has no second factor. */
async function refusedMutations(role: 'OWNER' | 'ADMIN', mutations: ReturnType<typeof mutationsToTry>) {
  const { cookie } = await signedInPerson(server, { role })
  const refused: string[] = []
  for (const { name, field } of mutations) {
    const { errors = [] } = await server.ask(`mutation { ${field} }`, {}, { cookie, origin: server.admin })
    const problems = errors.flatMap(({ extensions }) => (extensions.problems as { code: string }[] | undefined) ?? [])
    if (problems.some(({ code }) => code === 'SECOND_FACTOR_REQUIRED')) refused.push(name)
  }
  return refused
}

test('every mutation is refused to a session without the second factor that its role requires', async () => {
  await server.database.roleSettings.create({ data: { role: 'OWNER', requiresSecondFactor: true } })
  const mutations = mutationsToTry(world, await buildRemovable(server))
  // An export reads.
  const changes = mutations.map(({ name }) => name).filter(name => name !== 'export')
  expect(await refusedMutations('OWNER', mutations)).toEqual(changes)
  // Any other role is not affected.
  expect(await refusedMutations('ADMIN', mutations)).toEqual([])
})

test('the folder of a package needs it by the permission to create packages, and a fallback by that to accept it', async () => {
  await server.database.roleSettings.updateMany({ where: { role: 'OWNER' }, data: { requiresSecondFactor: true } })
  const { slug } = world.pkg
  // What the second role does not include is by the first.
  const author = await signedInPerson(server, { role: 'OWNER' }, { role: 'AUTHOR', packageId: world.pkg.id })
  const folder = `mutation { updatePackage(slug: "${slug}", input: { dropboxPath: "/x" }) { id } }`
  expect(await author.ask(folder)).toBe('FORBIDDEN')
  const publisher = await signedInPerson(server, { role: 'OWNER' }, { role: 'PUBLISHER' })
  const publish = `mutation { publishPackage(slug: "${slug}", environment: "${world.environment.slug}", acceptFallback: ["a.mp4"]) { id } }`
  expect(await publisher.ask(publish)).toBe('FORBIDDEN')
})

test('an owner without it gives and takes nothing as an owner, also with another role', async () => {
  const { ask } = await signedInPerson(server, { role: 'OWNER' }, { role: 'ADMIN' })
  const other = await signedInPerson(server, { role: 'OWNER' })
  const { id } = await server.database.grant.findFirstOrThrow({ where: { userId: other.id } })
  for (const field of [
    'createApiToken(input: { name: "x", role: OWNER }) { token { id } }',
    `grantRole(input: { user: "${other.key}", role: OWNER }) { id }`,
    `revokeGrant(id: "${globalId('Grant', id)}") { id }`,
    'inviteUser(input: { email: "x@example.org", name: "x", role: OWNER }) { mailed }',
    `deactivateUser(id: "${other.key}") { id }`,
    'updateRole(role: OWNER, requiresSecondFactor: false) { role }',
  ])
    expect(await ask(`mutation { ${field} }`), field).toBe('FORBIDDEN')
  // What an administrator may do too.
  expect(await ask('mutation { updateRole(role: AUDITOR, requiresSecondFactor: false) { role } }')).toMatchObject({
    updateRole: {},
  })
})

test('connecting Dropbox needs it too', async () => {
  const { cookie } = await signedInPerson(server, { role: 'OWNER' })
  const response = await fetch(`${server.admin}/dropbox/connect`, { headers: { cookie }, redirect: 'manual' })
  expect(response.status).toBe(403)
  expect(await response.text()).toContain('needs a second factor')
})
