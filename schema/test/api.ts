/** For tests: the real schema on a database of its own; what lies behind the server's interfaces is given by each test. */
import { PrismaPg } from '@prisma/adapter-pg'
import { type ExecutionResult, execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { buildCaller } from '../../domain/test/factories.ts'
import type { Commands, Context, Lookups } from '../context.ts'
import type { Database } from '@lectern/domain/database'
import { PrismaClient } from '@lectern/domain/generated/prisma/client'
import { schema } from '../graphql.ts'
import type { Caller } from '@lectern/domain/access/permissions'

/** Whoever asks (null: nobody; by default an owner), and what the server would answer. */
export type RequestOptions = {
  caller?: Caller | null
  access?: Context['access']
  commands?: Partial<Commands>
  lookups?: Partial<Lookups>
  schema?: GraphQLSchema
}

type ApiResult<Data = unknown> = {
  data: Data
  errors: { message: string; code: unknown; field: unknown; path: unknown }[]
}

/** Opens the API on a fresh database. `queries()` counts the statements since it was called last. */
export async function openTestApi() {
  const { appUrl } = await createTestDatabase()
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: appUrl, max: 4 }),
    log: [{ emit: 'event', level: 'query' }],
  })
  const statements: string[] = []
  client.$on('query', ({ query }) => void statements.push(query))
  const database: Database = client
  const notifier = new PackageNotifier()

  const contextOf = ({ caller = buildCaller(), access, commands, lookups }: RequestOptions): Context => ({
    database,
    access: access ?? { kind: 'caller', caller },
    by: { actor: caller?.actor ?? { kind: 'SYSTEM', name: 'Test' } },
    commands: commands as Commands,
    lookups: {
      deploymentUrl: (environment, pkg) => `http://content/${environment}/${pkg}/`,
      ...lookups,
    } as Lookups,
    live: { watchPackage: packageId => notifier.watch(packageId) },
    encodingSettings: { profile: 'test', timeZone: 'UTC' },
    prices: { region: 'us-east-1', date: '2025-11-01', currency: 'USD' },
  })

  return {
    database,
    /** Says that something of a package may be new. */
    notifyPackage: (packageId: string) => notifier.notify(packageId),
    queries: () => statements.splice(0),

    async request<Data>(
      text: string,
      variableValues: object = {},
      options: RequestOptions = {},
    ): Promise<ApiResult<Data>> {
      const operation = {
        schema: options.schema ?? schema,
        document: parse(text),
        variableValues: { ...variableValues },
      }
      const problems = validate(operation.schema, operation.document)
      if (problems.length > 0) return toApiResult({ errors: problems })
      return toApiResult((await execute({ ...operation, contextValue: contextOf(options) })) as ExecutionResult)
    },

    /** What a subscription answers: all that comes when it ends, or its first answer when it is refused. */
    async *subscribe<Data>(
      text: string,
      variableValues: object = {},
      options: RequestOptions = {},
    ): AsyncGenerator<ApiResult<Data>> {
      const operation = { schema, document: parse(text), variableValues: { ...variableValues } }
      const stream = await subscribe({ ...operation, contextValue: contextOf(options) })
      if (!(Symbol.asyncIterator in stream)) yield toApiResult(stream)
      else for await (const result of stream) yield toApiResult(result)
    },

    async close() {
      await client.$disconnect()
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>

function toApiResult<Data>({ data, errors = [] }: ExecutionResult): ApiResult<Data> {
  const clientErrors = errors.map(({ message, extensions, path }) => ({ message, ...extensions, path }))
  return { data: data && JSON.parse(JSON.stringify(data)), errors: clientErrors as ApiResult['errors'] }
}

/** Wakes whoever watches a package, as the server's NOTIFY does. */
class PackageNotifier {
  readonly #waiting = new Map<string, Set<() => void>>()

  notify(packageId: string): void {
    for (const wake of this.#waiting.get(packageId) ?? []) wake()
  }

  async *watch(packageId: string): AsyncGenerator<void> {
    const listeners = this.#waiting.get(packageId) ?? new Set()
    this.#waiting.set(packageId, listeners)
    let isPending = true
    let wake = () => {}
    const listener = () => {
      isPending = true
      wake()
    }
    listeners.add(listener)
    try {
      for (;;) {
        if (!isPending) await new Promise<void>(resolve => (wake = resolve))
        isPending = false
        yield
      }
    } finally {
      listeners.delete(listener)
    }
  }
}
