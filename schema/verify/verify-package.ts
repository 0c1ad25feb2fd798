import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { VerificationRun } from '@lectern/domain/database'
import { endVerification, requestVerification } from '@lectern/domain/verify/verification-runs'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Opens a verification run of a release (null: the draft), or joins the open one, and wakes its workflow. */
export async function verifyPackage(
  context: Context,
  { slug, release: number, repair }: { slug: string; release: number | null; repair: boolean },
): Promise<VerificationRun> {
  const { services, by } = context
  const { id: packageId } = await requirePackage(context, slug, `verify "${slug}"`)
  const open = await services.database.verificationRun.findFirst({ where: { packageId, finishedAt: null } })
  const run = await change(services.database, by, tx => requestVerification(tx, by, { packageId, number, repair }))
  const error = await tryWake(services, { workflow: 'verify', packageId }, clickTimeoutMs)
  // A run that was open before may go on: another server may reach Temporal.
  if (!error || run.id === open?.id) return run
  return change(services.database, systemActor, tx => endVerification(tx, run.id, { status: 'FAILED', error }))
}
