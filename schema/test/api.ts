/**
 * Runs the real schema in tests, with its own database and the real S3 and Temporal. Dropbox is unreachable unless a
 * test starts one.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createToken } from '@lectern/domain/access/api-tokens'
import { callerByToken } from '@lectern/domain/access/caller'
import type { Caller, Role } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { eventsAfter } from '@lectern/domain/audit-log/find-events'
import { openDatabase } from '@lectern/domain/database'
import { cloudSettings, readConfiguration } from '@lectern/workflows/cloud-settings'
import { openDropbox } from '@lectern/workflows/dropbox/client'
import { ReaderThreads } from '@lectern/workflows/limits/reader-threads'
import { openStore } from '@lectern/workflows/storage/s3'
import { openTemporal } from '@lectern/workflows/temporal'
import { initContextCache } from '@pothos/core'
import { type ExecutionResult, execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql'
import { pino } from 'pino'
import { buildCaller } from '../../domain/test/factories.ts'
import { recordStatements } from '../../domain/test/record-statements.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { testCloudSettings } from '../../workflows/test/cloud-settings.ts'
import type { Context } from '../context.ts'
import { schema } from '../graphql.ts'
import { clientExtensions } from '../graphql-error.ts'
import type { Services } from '../services.ts'

/** The caller (null: not signed in; default: an owner), and the services that differ from the default ones. */
export type RequestOptions = {
  caller?: Caller | null
  access?: Context['access']
  services?: Partial<Services>
  schema?: GraphQLSchema
}

export type ApiResult<Data = unknown> = {
  data: Data
  errors: { message: string; code: unknown; field: unknown; path: unknown; problems?: unknown }[]
}

/**
 * Opens the API on a new database. `queries()` returns the SQL statements since its last call.
 * @param overrides settings that differ from the default ones
 */
export async function openTestApi(overrides: Record<string, string> = {}) {
  const { appUrl, ownerUrl } = await createTestDatabase()
  const database = openDatabase(appUrl, 4)
  const statements = recordStatements(database)
  const notifier = new PackageNotifier()

  const cloud = readConfiguration(cloudSettings, {
    ...testCloudSettings(appUrl),
    ...overrides,
  })
  const temporal = openTemporal(cloud)
  const store = openStore(cloud)
  const services: Services = {
    database,
    store,
    temporal,
    dropbox: openDropbox(cloud, database),
    live: {
      watchPackage: packageId => notifier.watch(packageId),
      watchWebhook: webhookId => notifier.watch(webhookId),
      watchAuditLog: () => notifier.watch('audit'),
      newEvents: async after => ({ events: await eventsAfter(database, after, 1_000), isLast: true }),
      readShared: (_packageId, _name, read) => read(),
    },
    // The link itself is the sign-in library's, which the server's tests use.
    mailer: null,
    createInvitationLink: async () => ({
      url: 'http://admin/link',
      hash: randomUUID(),
      expiresAt: new Date(Date.now() + 1e9),
    }),
    log: pino({ level: 'silent' }),
    readerThreads: new ReaderThreads({ maxThreads: 1 }),
    settings: {
      secret: cloud.LECTERN_SECRET,
      privateRanges: cloud.LECTERN_WEBHOOK_PRIVATE,
      comparesPages: true,
      temporalUi: 'http://temporal',
      version: cloud.LECTERN_VERSION,
      adminUrl: 'http://admin',
      content: { LECTERN_CONTENT_URL: 'http://content' },
      encodingSettings: { profile: 'test', timeZone: 'UTC' },
      prices: { region: 'us-east-1', date: '2025-11-01', currency: 'USD', sd: 0.0075, hd: 0.015, uhd: 0.03, fast: 2 },
    },
  }
  const contextOf = ({ caller = buildCaller(), access, services: overrides }: RequestOptions): Context => ({
    ...initContextCache(),
    access: access ?? { kind: 'caller', caller },
    by: { actor: caller?.actor ?? { kind: 'SYSTEM', name: 'Test' } },
    services: { ...services, ...overrides },
    signal: new AbortController().signal,
  })

  return {
    database,
    ...{ appUrl, ownerUrl },
    services,
    /** Returns a client of the Dropbox at this address, for `services.dropbox`. */
    dropboxAt: (url: string) => openDropbox({ ...cloud, DROPBOX_URL: url }, database),
    /** Reports that part of a package may have changed. */
    notifyPackage: (packageId: string) => notifier.notify(packageId),
    /** Reports that there may be new audit events. */
    notifyAuditLog: () => notifier.notify('audit'),
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

    /** Yields the results of a subscription. A rejected subscription yields one result with its errors. */
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

    /** Creates an API token with a role everywhere, and returns its caller. `maker`: Lectern, or a person of the database. */
    async tokenCaller(role: Role, maker = systemActor): Promise<Caller> {
      const { secret } = await change(database, maker, tx =>
        createToken(tx, maker, { name: `token-${randomUUID()}`, role }),
      )
      return (await callerByToken(database, secret))!.caller
    },

    async close() {
      // The Temporal client retries briefly, and would fail on a closed connection.
      if (overrides.TEMPORAL_ADDRESS) await sleep(1_500)
      await services.readerThreads.close()
      await temporal.connection.close()
      store.client.destroy()
      await database.$disconnect()
    },
  }
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>

function toApiResult<Data>({ data, errors = [] }: ExecutionResult): ApiResult<Data> {
  const clientErrors = errors.map(error => ({
    message: error.message,
    ...(clientExtensions(error) ?? error.extensions),
    path: error.path,
  }))
  return { data: data && JSON.parse(JSON.stringify(data)), errors: clientErrors as ApiResult['errors'] }
}

/** Wakes the watchers of a package, as the server's NOTIFY does. */
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
