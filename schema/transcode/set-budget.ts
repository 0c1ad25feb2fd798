import type { Attribution } from '@lectern/domain/audit/actor'
import { type Amount, setBudget as set } from '@lectern/domain/transcode/budget'
import { change } from '@lectern/domain/audit/change'
import { forbidden } from '@lectern/domain/errors'
import { type Caller, isPermitted } from '@lectern/domain/access/permissions'
import type { Services } from '@lectern/server/open-services'
import { requireCaller } from '../access/require-package.ts'
import { tryWake } from '../wake.ts'

/** Sets how much streams may cost in a month, and has looked at again what was held. */
export async function setBudget(
  services: Services,
  caller: Caller | null,
  by: Attribution,
  monthly: Amount | null,
): Promise<void> {
  if (!isPermitted(requireCaller(caller), 'budget.update')) throw forbidden('change the budget')
  const { pausedPackageIds } = await change(services.database, by, tx => set(tx, monthly))
  for (const packageId of pausedPackageIds)
    for (const workflow of ['transcode', 'publish'] as const) await tryWake(services, { workflow, packageId })
}
