import { randomUUID } from 'node:crypto'
import { revokeGrant } from '@lectern/domain/access/grants'
import { deactivateUser } from '@lectern/domain/access/people'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { globalId } from '@lectern/domain/global-id'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildEnvironment, buildPackage } from '../../domain/test/factories.ts'
import { askAs, openLink, signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
let owner: Awaited<ReturnType<typeof signedInPerson>>
let admin: typeof owner
beforeAll(async () => {
  server = await openTestServer()
  owner = await signedInPerson(server, { role: 'OWNER' })
  admin = await signedInPerson(server, { role: 'ADMIN' })
})
afterAll(() => server.close())

const viewerOf = async (cookie: string) =>
  (await askAs(server, { cookie })('{ viewer { permissions user { name grants { role package { slug } } } } }')).viewer

const actionsOf = async (subjectId: string) =>
  (await server.database.auditEvent.findMany({ where: { subjectId }, orderBy: { sequence: 'asc' } })).map(
    ({ action, actor }) => [action, (actor as { name: string }).name],
  )

describe('an invitation', () => {
  const inviteText = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { url invitation { id email role expiresAt } } }`
  const resendText = 'mutation ($id: ID!) { resendInvitation(id: $id) { url } }'
  const revokeText = 'mutation ($id: ID!) { revokeInvitation(id: $id) { revokedAt } }'
  const listText = '{ invitations { totalCount nodes { id name } } }'
  const newEmail = () => `${randomUUID()}@Example.org`

  async function invite(input: object = {}) {
    const data = await admin.ask(inviteText, { input: { email: newEmail(), name: 'Anna', role: 'AUTHOR', ...input } })
    return { ...data.inviteUser.invitation, url: data.inviteUser.url } as { id: string; email: string; url: string }
  }
  const rowOf = async (email: string) => server.database.user.findUnique({ where: { email } })

  test('makes the person with the grant when the link is opened, once', async () => {
    const { slug } = await buildPackage(server.database)
    const { id, email, url } = await invite({ package: slug })
    expect(email).toBe(email.toLowerCase())
    expect(await rowOf(email)).toBeNull()
    expect((await admin.ask(listText)).invitations.nodes).toContainEqual({ id, name: 'Anna' })
    const { expiresAt } = await server.database.invitation.findFirstOrThrow({ where: { email } })
    expect(Math.abs(expiresAt.getTime() - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000)

    const cookie = (await openLink(url))!
    expect(await viewerOf(cookie)).toMatchObject({
      user: { name: 'Anna', grants: [{ role: 'AUTHOR', package: { slug } }] },
    })
    expect(await openLink(url)).toBeNull()
    expect((await admin.ask(listText)).invitations.nodes).not.toContainEqual({ id, name: 'Anna' })
    const key = Buffer.from(id, 'base64url').toString().split(':')[1]!
    expect(await actionsOf(key)).toEqual([
      ['user.invited', admin.name],
      ['user.invitationAccepted', 'Anna'],
    ])
    expect(await admin.ask(revokeText, { id })).toBe('CONFLICT')
    expect(await admin.ask(resendText, { id })).toBe('CONFLICT')
    expect(await admin.ask(inviteText, { input: { email, name: 'Anna', role: 'AUTHOR' } })).toBe('CONFLICT')
  })

  test('does nothing after it expired, until it is sent again', async () => {
    const { id, email, url } = await invite()
    const past = new Date(Date.now() - 1000)
    await server.database.invitation.updateMany({ where: { email }, data: { expiresAt: past } })
    expect(await openLink(url)).toBeNull()
    expect(await rowOf(email)).toBeNull()
    const { resendInvitation } = await admin.ask(resendText, { id })
    expect(await openLink(url)).toBeNull()
    expect(await openLink(resendInvitation.url)).not.toBeNull()
    expect(await rowOf(email)).toMatchObject({ active: true, emailVerified: true })
  })

  test('does nothing after it was canceled, also when the library still has the link', async () => {
    const { id, email, url } = await invite()
    const links = await server.database.verification.findMany({ where: { value: { contains: email } } })
    const first = await admin.ask(revokeText, { id })
    expect(first.revokeInvitation.revokedAt).not.toBeNull()
    expect(await admin.ask(revokeText, { id })).toEqual(first)
    expect(await openLink(url)).toBeNull()
    await server.database.verification.createMany({ data: links })
    expect(await openLink(url)).toBeNull()
    expect(await rowOf(email)).toBeNull()
    expect(await admin.ask(resendText, { id })).toBe('CONFLICT')
    // The address is free again.
    expect((await invite({ email })).email).toBe(email)
    expect(await admin.ask(inviteText, { input: { email, name: 'Anna', role: 'AUTHOR' } })).toBe('CONFLICT')
  })

  test('of the same address twice at once is made once', async () => {
    const input = { email: newEmail(), name: 'Anna', role: 'AUTHOR' }
    const results = await Promise.all([1, 2, 3].map(() => admin.ask(inviteText, { input })))
    expect(results.filter(result => result === 'CONFLICT')).toHaveLength(2)
  })

  test('is refused for callers without permission, wrong addresses, and the role of an owner', async () => {
    const auditor = await signedInPerson(server, { role: 'AUDITOR' })
    const publisher = await signedInPerson(server, { role: 'PUBLISHER' })
    const input = { email: newEmail(), name: 'Anna', role: 'AUTHOR' }
    const { id } = await invite()
    expect(await auditor.ask(inviteText, { input })).toBe('FORBIDDEN')
    expect(await auditor.ask(revokeText, { id })).toBe('FORBIDDEN')
    expect(await publisher.ask(revokeText, { id })).toBe('NOT_FOUND')
    expect(await publisher.ask('{ invitations { totalCount } users { totalCount } }')).toEqual({
      invitations: null,
      users: null,
    })
    for (const email of ['anna', 'a@', `${'a'.repeat(190)}@example.org`])
      expect(await admin.ask(inviteText, { input: { ...input, email } })).toBe('INVALID_INPUT')
    expect(await admin.ask(inviteText, { input: { ...input, name: ' ' } })).toBe('INVALID_INPUT')
    expect(await admin.ask(inviteText, { input: { ...input, environment: 'nowhere' } })).toBe('NOT_FOUND')
    expect(await admin.ask(inviteText, { input: { ...input, role: 'OWNER' } })).toBe('FORBIDDEN')
    const { inviteUser } = await owner.ask(inviteText, { input: { ...input, role: 'OWNER' } })
    expect(await admin.ask(resendText, { id: inviteUser.invitation.id })).toBe('FORBIDDEN')
    expect(await admin.ask(revokeText, { id: inviteUser.invitation.id })).toBe('FORBIDDEN')
  })
})

describe('grants', () => {
  const grantText = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) {
    id role user { name } token { name } environment { slug } package { slug } } }`
  const revokeText = `mutation ($id: ID!) { revokeGrant(id: $id) { id role user { name } package { slug } } }`

  test('are given for an environment, a package, and both, once each, and taken away', async () => {
    const person = await signedInPerson(server)
    const environment = await buildEnvironment(server.database)
    const pkg = await buildPackage(server.database)
    for (const scope of [
      {},
      { environment: environment.slug },
      { package: pkg.slug },
      { environment: environment.slug, package: pkg.slug },
    ]) {
      const input = { user: person.key, role: 'PUBLISHER', ...scope }
      const first = await admin.ask(grantText, { input })
      expect(first.grantRole).toMatchObject({
        ...{ role: 'PUBLISHER', user: { name: person.name }, token: null },
        environment: scope.environment ? { slug: scope.environment } : null,
        package: scope.package ? { slug: scope.package } : null,
      })
      expect(await admin.ask(grantText, { input })).toEqual(first)
      const { id } = first.grantRole
      expect((await admin.ask(revokeText, { id })).revokeGrant).toMatchObject({ id, user: { name: person.name } })
      expect(await admin.ask(revokeText, { id })).toBe('NOT_FOUND')
      const key = Buffer.from(id, 'base64url').toString().split(':')[1]!
      expect(await actionsOf(key)).toEqual([
        ['grant.added', admin.name],
        ['grant.revoked', admin.name],
      ])
    }
  })

  test('are refused for wrong grantees and for the role of an owner', async () => {
    const person = await signedInPerson(server)
    const auditor = await signedInPerson(server, { role: 'AUDITOR' })
    const input = { user: person.key, role: 'AUTHOR' }
    expect(await admin.ask(grantText, { input: { role: 'AUTHOR' } })).toBe('INVALID_INPUT')
    expect(await admin.ask(grantText, { input: { ...input, token: person.key } })).toBe('INVALID_INPUT')
    expect(await admin.ask(grantText, { input: { ...input, user: 'x' } })).toBe('NOT_FOUND')
    expect(await admin.ask(grantText, { input: { ...input, role: 'OWNER' } })).toBe('FORBIDDEN')
    expect(await auditor.ask(grantText, { input })).toBe('FORBIDDEN')
    expect(await person.ask(grantText, { input: { ...input, user: owner.key } })).toBe('NOT_FOUND')
    const { grantRole } = await owner.ask(grantText, { input: { ...input, role: 'OWNER' } })
    expect(await admin.ask(revokeText, { id: grantRole.id })).toBe('FORBIDDEN')
    expect(await owner.ask(revokeText, { id: grantRole.id })).toMatchObject({ revokeGrant: { role: 'OWNER' } })
  })

  test('explain what a person may do, and where it comes from', async () => {
    const pkg = await buildPackage(server.database)
    const person = await signedInPerson(server, { role: 'AUDITOR' }, { role: 'AUTHOR', packageId: pkg.id })
    const text = `query ($id: ID!, $package: String) { node(id: $id) { ... on User {
      effectivePermissions(package: $package) { permission grants { role package { slug } } } } } }`
    const of = async (ask: typeof admin.ask, slug?: string) => {
      const { effectivePermissions } = (await ask(text, { id: person.key, package: slug })).node
      return new Map(effectivePermissions.map((one: { permission: string }) => [one.permission, one]))
    }
    expect((await of(admin.ask, pkg.slug)).get('package.read')).toMatchObject({
      grants: [{ role: 'AUDITOR' }, { role: 'AUTHOR', package: { slug: pkg.slug } }],
    })
    expect([...(await of(person.ask)).keys()]).not.toContain('package.update')
    expect([...(await of(person.ask, pkg.slug)).keys()]).toContain('package.update')
    expect((await of(person.ask, pkg.slug)).has('package.publish')).toBe(false)
    const stranger = await signedInPerson(server, { role: 'PUBLISHER' })
    expect((await stranger.ask(text, { id: person.key })).node).toBeNull()
    await server.database.user.update({ where: { id: person.id }, data: { active: false } })
    expect((await of(admin.ask, pkg.slug)).size).toBe(0)
  })
})

describe('people', () => {
  const text = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { active } }`

  test('are listed by name, and found by parts of name and address', async () => {
    const person = await signedInPerson(server)
    await server.database.user.update({ where: { id: person.id }, data: { name: '100% Zoé' } })
    const search = (value: string) =>
      admin.ask('query ($search: String) { users(search: $search) { totalCount nodes { name email active } } }', {
        search: value,
      })
    const users = { totalCount: 1, nodes: [{ name: '100% Zoé', email: person.email, active: true }] }
    expect(await search('0% zO')).toEqual({ users })
    expect(await search(person.email.toUpperCase())).toEqual({ users })
    const names = (await admin.ask('{ users { nodes { name } } }')).users.nodes.map(
      ({ name }: { name: string }) => name,
    )
    expect(names.length).toBeGreaterThan(3)
    const rows = await server.database.user.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 50 })
    expect(names).toEqual(rows.map(({ name }) => name))
  })

  test('cannot sign in while they are deactivated, and keep their grants', async () => {
    const person = await signedInPerson(server, { role: 'AUTHOR' })
    const id = person.key
    expect(await admin.ask(text('deactivateUser'), { id })).toEqual({ deactivateUser: { active: false } })
    expect(await admin.ask(text('deactivateUser'), { id })).toEqual({ deactivateUser: { active: false } })
    expect(await viewerOf(person.cookie)).toBeNull()
    expect(await server.database.session.count({ where: { userId: person.id } })).toBe(0)
    expect(await person.signIn()).toBeNull()
    expect(await admin.ask(text('reactivateUser'), { id })).toEqual({ reactivateUser: { active: true } })
    expect(await viewerOf(person.cookie)).toBeNull()
    expect(await viewerOf((await person.signIn())!)).toMatchObject({ user: { grants: [{ role: 'AUTHOR' }] } })
    expect((await actionsOf(person.id)).map(([action, name]) => `${action} by ${name}`)).toEqual([
      'user.created by Lectern',
      `user.signedIn by ${person.name}`,
      `user.deactivated by ${admin.name}`,
      `user.reactivated by ${admin.name}`,
      `user.signedIn by ${person.name}`,
    ])
  })

  test('are managed by administrators, and owners only by owners', async () => {
    const person = await signedInPerson(server, { role: 'OWNER', packageId: (await buildPackage(server.database)).id })
    const auditor = await signedInPerson(server, { role: 'AUDITOR' })
    for (const name of ['deactivateUser', 'reactivateUser'])
      expect(await person.ask(text(name), { id: auditor.key })).toBe('NOT_FOUND')
    for (const name of ['deactivateUser', 'reactivateUser']) {
      expect(await auditor.ask(text(name), { id: person.key })).toBe('FORBIDDEN')
      expect(await admin.ask(text(name), { id: person.key })).toBe('FORBIDDEN')
      expect(await admin.ask(text(name), { id: globalId('User', 'nobody') })).toBe('NOT_FOUND')
      expect(await owner.ask(text(name), { id: person.key })).toMatchObject({ [name]: {} })
    }
  })
})

describe('the name of a person', () => {
  const text = 'mutation ($id: ID!, $input: UpdateUserInput!) { updateUser(id: $id, input: $input) { name } }'

  test('is changed by the person, and by those who manage people', async () => {
    const person = await signedInPerson(server)
    const update = (ask: typeof person.ask, name: string) => ask(text, { id: person.key, input: { name } })
    expect(await update(person.ask, ' Ada ')).toEqual({ updateUser: { name: 'Ada' } })
    expect(await update(person.ask, 'Ada')).toEqual({ updateUser: { name: 'Ada' } })
    expect(await update(person.ask, ' ')).toBe('INVALID_INPUT')
    expect(await update((await signedInPerson(server, { role: 'PUBLISHER' })).ask, 'Eve')).toBe('NOT_FOUND')
    expect(await update((await signedInPerson(server, { role: 'AUDITOR' })).ask, 'Eve')).toBe('FORBIDDEN')
    expect(await update(admin.ask, 'Ada L.')).toEqual({ updateUser: { name: 'Ada L.' } })
    expect(await admin.ask(text, { id: owner.key, input: { name: 'Eve' } })).toBe('FORBIDDEN')
    const renamed = (await actionsOf(person.id)).filter(([action]) => action === 'user.updated')
    expect(renamed).toEqual([
      ['user.updated', person.name],
      ['user.updated', admin.name],
    ])
  })
})

describe('sessions', () => {
  test('are listed for the person and readers of people, and ended one by one', async () => {
    const person = await signedInPerson(server)
    const other = (await person.signIn())!
    const list = `query ($id: ID!) { node(id: $id) { ... on User { sessions { id current lastSeenAt ip userAgent } } } }`
    const sessionsFor = async (ask: typeof person.ask) => (await ask(list, { id: person.key })).node?.sessions
    const sessions = await sessionsFor(person.ask)
    expect(sessions.map(({ current }: { current: boolean }) => current)).toEqual([false, true])
    expect((await sessionsFor(admin.ask)).every(({ current }: { current: boolean }) => !current)).toBe(true)
    const stranger = await signedInPerson(server, { role: 'PUBLISHER' })
    expect(await sessionsFor(stranger.ask)).toBeUndefined()

    const revoke = 'mutation ($id: ID!) { revokeSession(id: $id) { id current } }'
    const { id } = sessions[0]
    const auditor = await signedInPerson(server, { role: 'AUDITOR' })
    expect(await stranger.ask(revoke, { id })).toBe('NOT_FOUND')
    expect(await auditor.ask(revoke, { id })).toBe('FORBIDDEN')
    expect(await person.ask(revoke, { id })).toEqual({ revokeSession: { id, current: false } })
    expect(await person.ask(revoke, { id })).toBe('NOT_FOUND')
    expect([await viewerOf(other), await viewerOf(person.cookie)]).toEqual([null, expect.anything()])
    const key = Buffer.from(id, 'base64url').toString().split(':')[1]!
    expect(await actionsOf(key)).toEqual([['session.revoked', person.name]])
    expect(await admin.ask(revoke, { id: sessions[1].id })).toMatchObject({ revokeSession: { id: sessions[1].id } })
    expect(await viewerOf(person.cookie)).toBeNull()
    expect((await actionsOf(person.id)).flat()).not.toContain('user.signedOut')
  })
})

describe('the last active owner', () => {
  test('stays, also when the owners are taken away at the same time', async () => {
    const { database } = server
    const seed = Math.floor(Math.random() * 2 ** 31)
    console.info(`last owner, seed ${seed}`)
    for (let round = 0; round < 6; round++) {
      const owners = [owner, ...(await Promise.all([1, 2].map(() => signedInPerson(server, { role: 'OWNER' }))))]
      const attempts = owners.map(async (person, index) => {
        const grant = await database.grant.findFirstOrThrow({ where: { userId: person.id, role: 'OWNER' } })
        const isDemoted = ((seed >> (round * 3 + index)) & 1) === 1
        await (isDemoted
          ? change(database, systemActor, tx => revokeGrant(tx, grant.id))
          : change(database, systemActor, tx => deactivateUser(tx, person.id)))
      })
      const results = await Promise.allSettled(attempts)
      const refused = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
      expect(refused, `seed ${seed}`).toMatchObject([{ code: 'CONFLICT' }])
      const active = { role: 'OWNER' as const, environmentId: null, packageId: null, user: { active: true } }
      const left = await database.grant.findMany({ where: active })
      expect(left, `seed ${seed}`).toHaveLength(1)
      owner = owners.find(({ id }) => id === left[0]!.userId)!
    }
    const revoke = 'mutation ($id: ID!) { deactivateUser(id: $id) { active } }'
    expect(await owner.ask(revoke, { id: owner.key })).toBe('CONFLICT')
  })
})

describe('an API token', () => {
  const read = '{ viewer { permissions } }'

  /** Builds a token that this actor made. */
  async function tokenBy(createdBy: object, role: 'OWNER' | 'AUTHOR' | 'AUDITOR') {
    const secret = await server.token(role)
    const { id } = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
    await server.database.apiToken.update({ where: { id }, data: { createdBy } })
    return { id, ask: askAs(server, { authorization: `Bearer ${secret}` }) }
  }

  test('never holds more than its maker, also later', async () => {
    const pkg = await buildPackage(server.database)
    const maker = await signedInPerson(server, { role: 'PUBLISHER', packageId: pkg.id })
    const token = await tokenBy({ kind: 'USER', name: maker.name, userId: maker.id }, 'OWNER')
    const made = await tokenBy({ kind: 'TOKEN', name: 'x', tokenId: token.id }, 'OWNER')
    const permissionsOf = async () => (await made.ask(read)).viewer?.permissions as string[] | undefined
    expect(await permissionsOf()).toEqual((await maker.ask(read)).viewer.permissions)
    const slugs = async () => (await made.ask('{ packages { nodes { slug } } }')).packages.nodes
    expect(await slugs()).toEqual([{ slug: pkg.slug }])
    await server.database.grant.updateMany({ where: { userId: maker.id }, data: { role: 'AUDITOR' } })
    expect(await permissionsOf()).not.toContain('package.publish')
    await server.database.grant.deleteMany({ where: { userId: maker.id } })
    expect(await permissionsOf()).toEqual([])
    await server.database.user.update({ where: { id: maker.id }, data: { active: false } })
    expect(await made.ask(read)).toBe('UNAUTHENTICATED')
    expect(await token.ask(read)).toBe('UNAUTHENTICATED')
    const other = await tokenBy({ kind: 'SYSTEM', name: 'Lectern' }, 'AUTHOR')
    await server.database.apiToken.update({
      where: { id: made.id },
      data: { createdBy: { kind: 'TOKEN', tokenId: other.id } },
    })
    expect(await permissionsOf()).toContain('package.update')
    await server.database.apiToken.update({ where: { id: other.id }, data: { revokedAt: new Date() } })
    expect(await made.ask(read)).toBe('UNAUTHENTICATED')
  })

  test('gets roles as a person does, unless it was revoked', async () => {
    const token = await tokenBy({ kind: 'USER', name: owner.name, userId: owner.id }, 'AUDITOR')
    const text = 'mutation ($input: GrantRoleInput!) { grantRole(input: $input) { token { name } } }'
    const input = { token: globalId('ApiToken', token.id), role: 'AUTHOR' }
    expect(await admin.ask(text, { input })).toMatchObject({ grantRole: { token: {} } })
    expect((await token.ask(read)).viewer.permissions).toContain('package.update')
    await server.database.apiToken.update({ where: { id: token.id }, data: { revokedAt: new Date() } })
    expect(await admin.ask(text, { input })).toBe('CONFLICT')
  })
})
