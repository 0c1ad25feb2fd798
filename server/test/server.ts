/**
 * Opens a whole server for tests, with its own database, Temporal, and S3. Dropbox is unreachable unless a test starts
 * one.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createToken } from '@lectern/domain/access/api-tokens'
import type { Role } from '@lectern/domain/access/permissions'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { recordConvertedCaptions } from '@lectern/domain/captions/converted-captions'
import { openDatabase } from '@lectern/domain/database'
import { contentHash } from '@lectern/workflows/dropbox/content-hash'
import { captionsKey } from '@lectern/workflows/storage/keys'
import { openStore } from '@lectern/workflows/storage/s3'
import { put } from '@lectern/workflows/storage/s3-put'
import { pino } from 'pino'
import { type buildDraftFile, buildEnvironment } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { testCloudSettings } from '../../workflows/test/cloud-settings.ts'
import { storeDraftFile, storeRelease } from '../../workflows/test/stored-files.ts'
import { openApp } from '../app.ts'
import { readServerConfiguration } from '../configuration.ts'

/** Returns the settings of a test server. */
export function testSettings(databaseUrl: string, ports: number[]): Record<string, string> {
  return {
    ...testCloudSettings(databaseUrl),
    EVENTBRIDGE_KEY: 'key-of-the-event-bridge',
    LECTERN_ADMIN_URL: `http://127.0.0.1:${ports[0]}`,
    LECTERN_CONTENT_URL: `http://localhost:${ports[1]}`,
    LECTERN_PORT: String(ports[0]),
    LECTERN_CONTENT_PORT: String(ports[1]),
    LOG_LEVEL: 'fatal',
  }
}

/** Opens a test server. `logged` collects its log lines. Close it after the tests. */
export async function openTestServer(overrides: Record<string, string> = {}) {
  const { appUrl, ownerUrl } = await createTestDatabase()
  const settings = { ...testSettings(appUrl, await freePorts(2)), ...overrides }
  const configuration = readServerConfiguration(settings)
  const logged: Record<string, unknown>[] = []
  const log = pino({ level: 'debug' }, { write: line => void logged.push(JSON.parse(line)) })
  const app = await openApp(configuration, log)
  const database = openDatabase(appUrl, 3)
  const store = openStore(configuration)
  const { LECTERN_ADMIN_URL: admin, LECTERN_CONTENT_URL: content } = configuration

  return {
    ...{ admin, content, database, store, settings, configuration, logged, ownerUrl },

    /** Creates an API token with a role everywhere. */
    async token(role: Role = 'OWNER'): Promise<string> {
      const { secret } = await change(database, systemActor, tx =>
        createToken(tx, systemActor, { name: `token-${randomUUID()}`, role }),
      )
      return secret
    },

    /** Sends a query to the API. `headers` contain the credentials. */
    async ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
      const response = await fetch(`${admin}/graphql`, {
        method: 'POST',
        // As browsers do, sends the origin of the page with a cookie.
        headers: { 'content-type': 'application/json', ...(headers.cookie ? { origin: admin } : {}), ...headers },
        body: JSON.stringify({ query, variables }),
      })
      return { status: response.status, headers: response.headers, ...((await response.json()) as GraphqlResult) }
    },

    /** Stores bytes as a file of a draft's revision 1. */
    draftFile: (packageId: string, path: string, body: string | Buffer, overrides: Partial<DraftFile> = {}) =>
      storeDraftFile({ database, store }, packageId, path, body, overrides),

    /** Stores files as a new release that is not deployed. */
    release: (packageId: string, files: Record<string, string | Buffer>) =>
      storeRelease({ database, store }, packageId, files),

    /** Stores the converted captions of a file; null means that conversion failed. Returns their path in a package. */
    async storeConvertedCaptions(body: string | Buffer, webVtt: string | null) {
      const hash = contentHash(Buffer.from(body))
      const bytes = Buffer.from(webVtt ?? '')
      const stored = webVtt === null ? null : await put(store, captionsKey(hash, ''), bytes, 'text/vtt; charset=utf-8')
      const location = stored ? { key: stored.key, versionId: stored.versionId } : { problem: 'There are no captions.' }
      await database.$transaction(tx => recordConvertedCaptions(tx, { contentHash: hash, ...location }))
      return `lectern/captions/${hash}.vtt`
    },

    environment: (overrides: Parameters<typeof buildEnvironment>[1] = {}) => buildEnvironment(database, overrides),

    async close() {
      // The Temporal client retries briefly, and would fail on a closed connection.
      if (overrides.TEMPORAL_ADDRESS) await sleep(1_500)
      await app.close()
      store.client.destroy()
      await database.$disconnect()
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>

type GraphqlResult = {
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asked for
  data?: any
  errors?: { message: string; extensions: Record<string, unknown>; path?: string[] }[]
}
type DraftFile = NonNullable<Parameters<typeof buildDraftFile>[1]>
