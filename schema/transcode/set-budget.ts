import { change } from '@lectern/domain/audit/change'
import { type Amount, setBudget as set } from '@lectern/domain/transcode/cost/budget'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import { requirePermission } from '../access/require-package.ts'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'

/** Sets the monthly limit for encoding (null: none), and wakes the packages that were paused for it. */
export async function setBudget(context: Context, monthly: Amount | null): Promise<void> {
  const { services, by } = context
  requirePermission(context, 'change the budget')
  const { monthlyMicros } = await services.database.budget.findUniqueOrThrow({ where: { id: 1 } })
  const isRaised = monthlyMicros !== null && (monthly === null || monthly.amountMicros > monthlyMicros)
  if (isRaised) requireRecentSignIn(context)
  const { pausedPackageIds } = await change(services.database, by, tx => set(tx, monthly))
  for (const packageId of pausedPackageIds)
    for (const workflow of ['transcode', 'publish'] as const)
      await tryWake(services, { workflow, packageId }, clickTimeoutMs)
}
