/** For tests: the real schema on a database of its own; what lies behind the server's interfaces is given by each test. */
import { PrismaPg } from '@prisma/adapter-pg'
import { type ExecutionResult, execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql'
import { testDatabase } from '../sandbox/test-database.ts'
import { buildCaller } from './builders.ts'
import type { Commands, Context, Lookups } from './context.ts'
import type { Database } from './database.ts'
import { PrismaClient } from './generated/prisma/client.ts'
import { schema } from './graphql.ts'
import type { Caller } from './permissions.ts'

/** Whoever asks (null: nobody; by default an owner), and what the server would answer. */
export type Asking = {
  caller?: Caller | null
  access?: Context['access']
  commands?: Partial<Commands>
  lookups?: Partial<Lookups>
  schema?: GraphQLSchema
}

type Answer<Data = unknown> = {
  data: Data
  errors: { message: string; code: unknown; field: unknown; path: unknown }[]
}

/** Opens the API on a fresh database. `queries()` counts the statements since it was called last. */
export async function openTestApi() {
  const { appUrl } = await testDatabase()
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: appUrl, max: 4 }),
    log: [{ emit: 'event', level: 'query' }],
  })
  const statements: string[] = []
  client.$on('query', ({ query }) => void statements.push(query))
  const database: Database = client
  const pulse = new Pulse()

  const contextOf = ({ caller = buildCaller(), access, commands, lookups }: Asking): Context => ({
    database,
    access: access ?? { kind: 'caller', caller },
    by: { actor: caller?.actor ?? { kind: 'SYSTEM', name: 'Test' } },
    commands: commands as Commands,
    lookups: {
      deploymentUrl: (environment, pkg) => `http://content/${environment}/${pkg}/`,
      ...lookups,
    } as Lookups,
    live: { watchPackage: packageId => pulse.watch(packageId) },
    terms: { profile: 'test', timeZone: 'UTC' },
    prices: { region: 'us-east-1', date: '2025-11-01', currency: 'USD' },
  })

  return {
    database,
    /** Says that something of a package may be new. */
    touch: (packageId: string) => pulse.beat(packageId),
    queries: () => statements.splice(0),

    async ask<Data>(text: string, variableValues: object = {}, asking: Asking = {}): Promise<Answer<Data>> {
      const asked = { schema: asking.schema ?? schema, document: parse(text), variableValues: { ...variableValues } }
      const problems = validate(asked.schema, asked.document)
      if (problems.length > 0) return answerOf({ errors: problems })
      return answerOf((await execute({ ...asked, contextValue: contextOf(asking) })) as ExecutionResult)
    },

    /** What a subscription answers: all that comes when it ends, or its first answer when it is refused. */
    async *listen<Data>(text: string, variableValues: object = {}, asking: Asking = {}): AsyncGenerator<Answer<Data>> {
      const asked = { schema, document: parse(text), variableValues: { ...variableValues } }
      const stream = await subscribe({ ...asked, contextValue: contextOf(asking) })
      if (!(Symbol.asyncIterator in stream)) yield answerOf(stream)
      else for await (const result of stream) yield answerOf(result)
    },

    async close() {
      await client.$disconnect()
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>

function answerOf<Data>({ data, errors = [] }: ExecutionResult): Answer<Data> {
  const told = errors.map(({ message, extensions, path }) => ({ message, ...extensions, path }))
  return { data: data && JSON.parse(JSON.stringify(data)), errors: told as Answer['errors'] }
}

/** Wakes whoever watches a package, as the server's NOTIFY does. */
class Pulse {
  readonly #waiting = new Map<string, Set<() => void>>()

  beat(packageId: string): void {
    for (const wake of this.#waiting.get(packageId) ?? []) wake()
  }

  async *watch(packageId: string): AsyncGenerator<void> {
    const all = this.#waiting.get(packageId) ?? new Set()
    this.#waiting.set(packageId, all)
    let due = true
    let wake = () => {}
    const woken = () => {
      due = true
      wake()
    }
    all.add(woken)
    try {
      for (;;) {
        if (!due) await new Promise<void>(resolve => (wake = resolve))
        due = false
        yield
      }
    } finally {
      all.delete(woken)
    }
  }
}
