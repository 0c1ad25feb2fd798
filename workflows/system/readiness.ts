import type { Database } from '@lectern/domain/database'
import type { Client } from '@temporalio/client'
import { isVersioned, type ObjectStore } from '../storage/s3.ts'
import { hasNamespace } from '../temporal.ts'
import { waitWhileRunning } from './wait-while-running.ts'

/** Milliseconds that each service may take to answer, while this process runs. */
const checkTimeoutMs = 2_000

/** Whether a server can work: 'ok' for each service, or what is wrong with it. */
export type Readiness = { ready: boolean; postgres: string; temporal: string; s3: string }

type CheckedServices = { database: Database; temporal: Client; store: ObjectStore }

/** Asks each service. Dropbox and MediaConvert are left out: teachers see packages without them. */
export async function checkReadiness({ database, temporal, store }: CheckedServices): Promise<Readiness> {
  const [postgres, temporalState, s3] = await Promise.all([
    checkService(() => database.$queryRaw`SELECT 1 FROM audit_head`.then(() => true), 'unreachable'),
    checkService(signal => hasNamespace(temporal, signal), 'namespace not found'),
    checkService(signal => isVersioned(store, signal), 'not versioned'),
  ])
  return { ready: [postgres, temporalState, s3].every(state => state === 'ok'), postgres, temporal: temporalState, s3 }
}

async function checkService(check: (signal: AbortSignal) => Promise<boolean>, failure: string): Promise<string> {
  const isOver = new AbortController()
  const timeout = waitWhileRunning(checkTimeoutMs, isOver.signal).then(() => 'unreachable')
  const answer = check(isOver.signal).then(
    succeeded => (succeeded ? 'ok' : failure),
    () => 'unreachable',
  )
  return Promise.race([answer, timeout]).finally(() => isOver.abort())
}
