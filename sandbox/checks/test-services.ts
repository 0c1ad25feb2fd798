import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleWorkflowCode } from '@temporalio/worker'
import type { TestProject } from 'vitest/node'
import { root } from '../machine/command.ts'
import { Processes } from '../machine/processes.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { startMigratedPostgres } from '../services/postgres.ts'
import { ensureBucket, type S3Access, startS3 } from '../services/s3.ts'
import { startTemporal } from '../services/temporal.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database. Tests only copy it, because a copy requires that nobody is connected (createTestDatabase). */
    postgres: { ownerUrl: string; appUrl: string }
    /** The address of Temporal. A test that runs workers uses its own namespace or task queue. */
    temporalAddress: string
    /** The path of the bundled workflows, for `workflowBundle: { codePath }`. */
    workflowBundle: string
    /** S3 and its versioned bucket. A test uses its own prefix, or creates a bucket. */
    s3: S3Access & { bucket: string }
  }
}

async function bundleWorkflows(folder: string): Promise<string> {
  const logger = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error }
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/worker/workflow-bundle.ts'),
    logger,
  })
  const path = join(folder, 'workflows.cjs')
  writeFileSync(path, code)
  return path
}

/**
 * Runs before the tests that need services: starts Postgres, Temporal, and S3 and bundles the workflows, once for the
 * whole run. Returns a function that stops them and deletes their folder.
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
    const [{ ownerUrl, appUrl }, { address }, s3, code] = await Promise.all([
      startMigratedPostgres({ data, processes }),
      startTemporal({ data, executable: temporal, namespaceRetentionDays: 1, processes }),
      startS3({ data, executable: weed, processes }),
      bundleWorkflows(data),
    ])
    await ensureBucket(s3, 'test')
    project.provide('postgres', { ownerUrl, appUrl })
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
