import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, type DocumentNode, execute, parse } from 'graphql'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../schema/schema.graphql'), 'utf8'))
const parsed = new Map<string, DocumentNode>()

type Row = { id: string; user: string }

/** Answers the admin's documents about people, their roles, and their sessions. `onEvent` is called after each change. */
export class TestServer {
  #lastId = 10
  grants: Row[] = [
    { id: '1', user: 'ada' },
    { id: '2', user: 'ada' },
    { id: '3', user: 'ben' },
  ]
  sessions: Row[] = [
    { id: '4', user: 'ada' },
    { id: '5', user: 'ada' },
  ]
  onEvent: () => void = () => {}

  execute({ query, variables }: { query: string; variables: Record<string, unknown> }) {
    const document = parsed.get(query) ?? parse(query)
    parsed.set(query, document)
    return execute({ schema, document, variableValues: variables, rootValue: this.#root() })
  }

  #root() {
    const { grant, person, session } = this.#objects()
    const remove = (list: 'grants' | 'sessions', id: string): Row => {
      const found = this[list].find(row => row.id === id)!
      this[list] = this[list].filter(row => row !== found)
      this.onEvent()
      return found
    }
    return {
      viewer: { permissions: ['package.read'], user: () => person('ada'), token: null },
      node: ({ id }: { id: string }) => person(id),
      grantRole: ({ input }: { input: { user: string } }) => {
        const row = { user: input.user, id: String(++this.#lastId) }
        this.grants = [...this.grants, row]
        this.onEvent()
        return grant(row)
      },
      revokeGrant: ({ id }: { id: string }) => grant(remove('grants', id)),
      revokeSession: ({ id }: { id: string }) => session(remove('sessions', id)),
    }
  }

  #objects() {
    const grant = ({ id, user }: Row) => ({
      ...{ __typename: 'Grant', id, role: 'AUTHOR', environment: null, package: null, token: null },
      user: () => person(user),
    })
    const session = ({ id }: Row) => ({
      ...{ __typename: 'Session', id, createdAt: '2026-01-01T00:00:00Z', lastSeenAt: '2026-01-01T00:00:00Z' },
      ...{ ip: null, userAgent: null, current: false },
    })
    const grants = (id: string) => this.grants.filter(({ user }) => user === id).map(grant)
    const person = (id: string): object => ({
      ...{ __typename: 'User', id, name: id, email: `${id}@example.org`, active: true, lastSeenAt: null },
      hasSecondFactor: false,
      grants: () => grants(id),
      sessions: () => this.sessions.filter(({ user }) => user === id).map(session),
      effectivePermissions: () => [{ permission: 'package.read', grants: () => grants(id) }],
    })
    return { grant, person, session }
  }
}
