import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Client, createClient, createRequest, fetchExchange, type RequestPolicy, subscriptionExchange } from 'urql'
import { expect, test } from 'vitest'
import { operationsIn, readSources } from '../../list-documents.ts'
import { cacheExchanges } from './cache.ts'
import { TestServer } from './test-server.ts'

const documents = operationsIn(readSources(join(import.meta.dirname, '..')))
const documentOf = (name: string) => documents.find(text => text.split(/\W/, 2)[1] === name)!

/** What a person does: a mutation with its variables, or reading the page again. */
type Action = { name: string; variables?: Record<string, unknown> }

/** Picks one of `count` things that can happen next. */
type Choose = (count: number) => number

const readPage: Action = { name: 'read' }
const grantRole: Action = { name: 'GrantRole', variables: { input: { user: 'ada', role: 'AUTHOR' } } }
const revokeGrant: Action = { name: 'RevokeGrant', variables: { id: '2' } }
const revokeSession: Action = { name: 'RevokeSession', variables: { id: '5' } }

/** Runs a scenario in each order in which its requests, answers, and events can happen. Returns how many there are. */
async function inEveryOrder(limit: number, run: (choose: Choose) => Promise<unknown>): Promise<number> {
  let next: number[] = []
  for (let runs = 1; ; runs++) {
    const counts: number[] = []
    const chosen: number[] = []
    await run(count => {
      counts.push(count)
      return chosen[chosen.push(next[chosen.length] ?? 0) - 1]!
    })
    let last = chosen.length - 1
    while (last >= 0 && chosen[last]! + 1 >= counts[last]!) last--
    if (last < 0 || runs >= limit) return runs
    next = [...chosen.slice(0, last), chosen[last]! + 1]
  }
}

/** A query on the screen, which keeps its data until the next result. Does what `useQuery` does without React. */
class ShownQuery {
  // biome-ignore lint/suspicious/noExplicitAny: results of several documents
  data: any
  #end = () => {}
  readonly #client: Client
  readonly #request: ReturnType<typeof createRequest>

  constructor(client: Client, name: string, variables: Record<string, unknown>) {
    this.#client = client
    this.#request = createRequest(documentOf(name), variables)
    this.read('cache-and-network')
  }

  read(requestPolicy: RequestPolicy) {
    this.#end()
    const results = this.#client.executeQuery(this.#request, { requestPolicy })
    this.#end = results.subscribe(({ data, error }) => {
      this.data = data !== undefined || error ? data : this.data
    }).unsubscribe
  }
}

/** Opens a person's page and lets the actions, answers, and events happen in the order that `choose` picks. */
async function play(choose: Choose, actions: Action[], { isFollowing }: { isFollowing: boolean }) {
  const server = new TestServer()
  const arrivals: { name: string; arrive: () => void }[] = []
  const { client, listeners } = openClient(server, arrivals)
  const shown = {
    viewer: new ShownQuery(client, 'Viewer', {}),
    person: new ShownQuery(client, 'Person', { id: 'ada' }),
    why: new ShownQuery(client, 'EffectivePermissions', { id: 'ada', package: null, environment: null }),
  }
  await setImmediate()
  for (const { arrive } of arrivals.splice(0)) arrive()
  await setImmediate()
  if (isFollowing)
    for (const name of ['person', 'why'] as const)
      client
        .subscription(documentOf('EventsHappened'), { actions: [name] })
        .subscribe(() => shown[name].read('network-only'))
  await setImmediate()
  server.onEvent = () => {
    const data = {
      auditEvents: { __typename: 'AuditEvent', id: String(server.grants.length + server.sessions.length) },
    }
    for (const listener of listeners) arrivals.push({ name: 'event', arrive: () => listener({ data }) })
  }
  const begin = ({ name, variables }: Action) =>
    name === 'read' ? shown.person.read('network-only') : void client.mutation(documentOf(name), variables).toPromise()
  const begins = actions.map(action => ({ name: `begin ${action.name}`, arrive: () => begin(action) }))
  const order: string[] = []
  while (arrivals.length + begins.length > 0) {
    const chosen = choose(arrivals.length + Math.min(begins.length, 1))
    const { name, arrive } = (chosen < arrivals.length ? arrivals.splice(chosen, 1) : begins.splice(0, 1))[0]!
    order.push(name)
    arrive()
    await setImmediate()
    for (const [query, { data }] of Object.entries(shown))
      if (!data) throw new Error(`The page lost its ${query} after: ${order.join(', ')}`)
  }
  return { server, person: shown.person.data.node, why: shown.why.data.node, order }
}

/** Opens a client of this server, whose answers arrive when the test wants. */
function openClient(server: TestServer, arrivals: { name: string; arrive: () => void }[]) {
  const listeners = new Set<(data: object) => void>()
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const body = JSON.parse(String(init!.body))
    const answer = JSON.stringify(server.execute(body))
    await new Promise<void>(arrive => arrivals.push({ name: `answer ${body.operationName}`, arrive }))
    return new Response(answer, { headers: { 'content-type': 'application/json' } })
  }
  const subscriptions = subscriptionExchange({
    forwardSubscription: () => ({
      subscribe: sink => {
        const listener = (result: object) => sink.next(result as never)
        listeners.add(listener)
        return { unsubscribe: () => listeners.delete(listener) }
      },
    }),
  })
  const exchanges = [...cacheExchanges, fetchExchange, subscriptions]
  return {
    client: createClient({ url: 'http://lectern/graphql', fetch, preferGetMethod: false, exchanges }),
    listeners,
  }
}

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

test.each([
  ['a role is granted, and the page follows the events', [grantRole], true],
  ['a role is granted while the page is read', [readPage, grantRole], false],
  ['a role is revoked, and the page follows the events', [revokeGrant], true],
  ['a role is revoked while the page is read', [readPage, revokeGrant], false],
  ['a session is ended while the page is read', [readPage, revokeSession], false],
  ['roles are granted and revoked, and the page follows the events', [grantRole, revokeGrant], true],
])('a page keeps its data, and ends up right, in every order when %s', async (_what, actions, isFollowing) => {
  const orders = await inEveryOrder(200, async choose => {
    const { server, person, why, order } = await play(choose, actions, { isFollowing })
    const own = ({ user }: { user: string }) => user === 'ada'
    expect(ids(person.grants), order.join(', ')).toEqual(ids(server.grants.filter(own)))
    expect(ids(person.sessions), order.join(', ')).toEqual(ids(server.sessions.filter(own)))
    if (isFollowing) expect(ids(why.effectivePermissions[0].grants)).toEqual(ids(server.grants.filter(own)))
  })
  expect(orders).toBeGreaterThan(2)
})

test('a mutation that returns a new object while the page is read makes no query read again', async () => {
  const { order } = await play(count => count - 1, [readPage, grantRole], { isFollowing: false })
  expect(order).toEqual(['begin read', 'begin GrantRole', 'answer GrantRole', 'answer Person'])
})
