/** What a server may know of the workflows: their names, their ids, and the one signal. Imported by workflow code too: no Node, no clients. */

/** The Temporal task queue that workers poll. */
export const taskQueue = 'lectern'

/** The task queue of lanes alone: they run for hours, and must not keep others from a worker. */
export const laneQueue = 'lectern-lanes'

/** The task queue of what creates jobs at MediaConvert: all workers together begin only so many of these in a second. */
export const jobQueue = 'lectern-jobs'

/**
 * The encoding profile of present drafts: part of the ledger's key, so that a new one never touches what older releases show. It gets another
 * name whenever a job makes something else of the same film: other settings, another ladder, more outputs. Streams of all drafts are made anew
 * then, and paid for.
 */
export const profile = 'h264-2'

/** Wakes a workflow up. It carries nothing: what to do is decided by comparing rows. */
export const wakeSignal = 'wake'

/** A workflow that somebody may wake, by what its id is made of. */
export type Wakeable =
  | { workflow: 'sync' | 'transcode' | 'publish' | 'inspect'; packageId: string }
  | { workflow: 'encode'; contentHash: string; profile: string }
  | { workflow: 'deploy'; scheduledDeploymentId: string }
  | { workflow: 'jobs' }

/** `sync/<package>`, `transcode/<package>`, `publish/<package>`, `inspect/<package>`, `encode/<content hash>/<profile>`, `deploy/<scheduled deployment>` or `jobs`. */
export function workflowId(what: Wakeable): string {
  if (what.workflow === 'encode') return `encode/${what.contentHash}/${what.profile}`
  if (what.workflow === 'jobs') return 'jobs'
  if (what.workflow === 'deploy') return `deploy/${what.scheduledDeploymentId}`
  return `${what.workflow}/${what.packageId}`
}

/** The other way round; null for what is no id of ours. */
export function parseWorkflowId(id: string): Wakeable | null {
  const [workflow, key, profile] = id.split('/')
  if (id === 'jobs') return { workflow: 'jobs' }
  if (!key) return null
  if (workflow === 'encode' && profile) return { workflow, contentHash: key, profile }
  if (workflow === 'deploy') return { workflow, scheduledDeploymentId: key }
  if (workflow === 'sync' || workflow === 'transcode' || workflow === 'publish' || workflow === 'inspect')
    return { workflow, packageId: key }
  return null
}
