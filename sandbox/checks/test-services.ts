import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleWorkflowCode } from '@temporalio/worker'
import type { TestProject } from 'vitest/node'
import { root, runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { Processes } from '../machine/processes.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { grantProcessRole, startPostgres } from '../services/postgres.ts'
import { ensureBucket, type S3Access, startS3 } from '../services/s3.ts'
import { startTemporal } from '../services/temporal.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database that nobody may connect to but to copy it: see testDatabase in test-database.ts. */
    postgres: { ownerUrl: string; appUrl: string }
    /** Temporal; a test takes a task queue of its own. */
    temporalAddress: string
    /** Path of the bundled workflows, for `workflowBundle: { codePath }`; empty while there are none. */
    workflowBundle: string
    /** An S3 whose bucket is versioned; a test takes a prefix, or with makeBucket a bucket of its own. */
    s3: S3Access & { bucket: string }
  }
}

const workflowsPath = join(root, 'workflows/worker/workflow-bundle.ts')

async function bundleWorkflows(folder: string): Promise<string> {
  if (!existsSync(workflowsPath)) return ''
  const logger = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error }
  const { code } = await bundleWorkflowCode({ workflowsPath: workflowsPath, logger })
  const path = join(folder, 'workflows.cjs')
  writeFileSync(path, code)
  return path
}

async function startMigratedPostgres(data: string, processes: Processes) {
  const { ownerUrl, appUrl } = await startPostgres({ data, processes })
  if (!existsSync(join(root, 'domain/migrate.ts'))) return { ownerUrl, appUrl }
  const { ok, output } = await runCommand(['node', 'domain/migrate.ts'], { env: { DATABASE_OWNER_URL: ownerUrl } })
  if (!ok) throw new Problem(`${output}\nThe test database could not be migrated: see above.`)
  await grantProcessRole(ownerUrl)
  return { ownerUrl, appUrl }
}

/**
 * What Vitest runs before the tests that need services: one Postgres, one Temporal, one S3 and one bundle of the
 * workflows for the whole run, in a folder that is gone afterwards.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'lectern-test-'))
  const processes = new Processes(join(data, 'logs'))
  process.env.LECTERN_TEST_LOGS = join(data, 'logs')
  const close = async () => {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
  try {
    const [weed, temporal] = await Promise.all([resolveExecutable('weed'), resolveExecutable('temporal')])
    const [postgres, { address }, s3, code] = await Promise.all([
      startMigratedPostgres(data, processes),
      startTemporal({ data, executable: temporal, namespaceRetentionDays: 1, processes }),
      startS3({ data, executable: weed, processes }),
      bundleWorkflows(data),
    ])
    await ensureBucket(s3, 'test')
    project.provide('postgres', postgres)
    project.provide('temporalAddress', address)
    project.provide('workflowBundle', code)
    const { endpoint, region, accessKeyId, secretAccessKey } = s3
    project.provide('s3', { endpoint, region, accessKeyId, secretAccessKey, bucket: 'test' })
    return close
  } catch (error) {
    await close()
    throw error
  }
}
