/**
 * What servers know about workflows: their names, their ids, and the one signal. Workflow code imports this file too,
 * so it uses no Node modules and no clients.
 */

/** The Temporal task queue that workers poll. */
export const taskQueue = 'lectern'

/** The task queue for lanes only. They run for hours and must not block other activities. */
export const laneQueue = 'lectern-lanes'

/** The task queue for creating MediaConvert jobs. Temporal limits how many all workers together start per second. */
export const jobQueue = 'lectern-jobs'

/** The task queue for comparing pages. Only workers with a browser poll it. */
export const browserQueue = 'lectern-browsers'

/** Wakes a workflow. The signal carries no data: the workflow compares rows to decide what to do. */
export const wakeSignal = 'wake'

/** Identifies a workflow that can be woken. Its id is made from these values. */
export type WorkflowKey =
  | { workflow: 'sync' | 'transcode' | 'publish' | 'verify' | 'compare'; packageId: string }
  | { workflow: 'encode'; contentHash: string; profile: string }
  | { workflow: 'deploy'; scheduledDeploymentId: string }
  | { workflow: 'webhook'; webhookId: string }
  | { workflow: 'watchJobs' }
  | { workflow: 'cleanupDryRun' }

/**
 * Returns the workflow id: `sync/<package>`, `transcode/<package>`, `publish/<package>`, `verify/<package>`,
 * `compare/<package>`, `encode/<content hash>/<profile>`, `deploy/<scheduled deployment>`, `webhook/<webhook>`,
 * `watch-jobs`, or `cleanup-dry-run`.
 */
export function workflowId(key: WorkflowKey): string {
  if (key.workflow === 'encode') return `encode/${key.contentHash}/${key.profile}`
  if (key.workflow === 'watchJobs') return 'watch-jobs'
  if (key.workflow === 'cleanupDryRun') return 'cleanup-dry-run'
  if (key.workflow === 'deploy') return `deploy/${key.scheduledDeploymentId}`
  if (key.workflow === 'webhook') return `webhook/${key.webhookId}`
  return `${key.workflow}/${key.packageId}`
}

/** The inverse of `workflowId`. Returns null for an id that is not one of ours. */
export function parseWorkflowId(id: string): WorkflowKey | null {
  const [workflow, key, profile] = id.split('/')
  if (id === 'watch-jobs') return { workflow: 'watchJobs' }
  if (id === 'cleanup-dry-run') return { workflow: 'cleanupDryRun' }
  if (!key) return null
  if (workflow === 'encode' && profile) return { workflow, contentHash: key, profile }
  if (workflow === 'deploy') return { workflow, scheduledDeploymentId: key }
  if (workflow === 'webhook') return { workflow, webhookId: key }
  if (isPackageWorkflow(workflow)) return { workflow, packageId: key }
  return null
}

type PackageWorkflow = Extract<WorkflowKey, { packageId: string }>['workflow']

const packageWorkflows: readonly string[] = [
  'sync',
  'transcode',
  'publish',
  'verify',
  'compare',
] satisfies PackageWorkflow[]

const isPackageWorkflow = (workflow: string | undefined): workflow is PackageWorkflow =>
  packageWorkflows.includes(workflow ?? '')
