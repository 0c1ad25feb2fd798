/** What a server may know of the workflows: their names, their ids, and the one signal. Imported by workflow code too: no Node, no clients. */

/** The Temporal task queue that workers poll. */
export const taskQueue = 'lectern'

/** The task queue of lanes alone: they run for hours, and must not keep others from a worker. */
export const laneQueue = 'lectern-lanes'

/** The task queue of what creates jobs at MediaConvert: all workers together begin only so many of these in a second. */
export const jobQueue = 'lectern-jobs'

/** Wakes a workflow up. It carries nothing: what to do is decided by comparing rows. */
export const wakeSignal = 'wake'

/** A workflow that somebody may wake, by what its id is made of. */
export type WorkflowKey =
  | { workflow: 'sync' | 'transcode' | 'publish' | 'verify'; packageId: string }
  | { workflow: 'encode'; contentHash: string; profile: string }
  | { workflow: 'deploy'; scheduledDeploymentId: string }
  | { workflow: 'watchJobs' }

/** `sync/<package>`, `transcode/<package>`, `publish/<package>`, `verify/<package>`, `encode/<content hash>/<profile>`, `deploy/<scheduled deployment>` or `watch-jobs`. */
export function workflowId(key: WorkflowKey): string {
  if (key.workflow === 'encode') return `encode/${key.contentHash}/${key.profile}`
  if (key.workflow === 'watchJobs') return 'watch-jobs'
  if (key.workflow === 'deploy') return `deploy/${key.scheduledDeploymentId}`
  return `${key.workflow}/${key.packageId}`
}

/** The other way round; null for what is no id of ours. */
export function parseWorkflowId(id: string): WorkflowKey | null {
  const [workflow, key, profile] = id.split('/')
  if (id === 'watch-jobs') return { workflow: 'watchJobs' }
  if (!key) return null
  if (workflow === 'encode' && profile) return { workflow, contentHash: key, profile }
  if (workflow === 'deploy') return { workflow, scheduledDeploymentId: key }
  if (workflow === 'sync' || workflow === 'transcode' || workflow === 'publish' || workflow === 'verify')
    return { workflow, packageId: key }
  return null
}
