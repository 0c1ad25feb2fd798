/** The workflows in a worker's bundle. */

export { keepAuditLog } from '../audit/keep-audit-log.ts'
export { cleanup } from '../cleanup/cleanup.ts'
export { deploy } from '../publish/deploy.ts'
export { publish } from '../publish/publish.ts'
export { reconcile } from '../reconcile/reconcile.ts'
export { autoSync } from '../sync/auto-sync.ts'
export { sync } from '../sync/sync.ts'
export { encode } from '../transcode/encode.ts'
export { transcode } from '../transcode/transcode.ts'
export { watchJobs } from '../transcode/watch-jobs.ts'
export { verify } from '../verify/verify.ts'
export { webhook } from '../webhooks/webhook.ts'
