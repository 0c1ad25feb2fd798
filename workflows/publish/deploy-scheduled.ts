import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { deployScheduled as deploy } from '@lectern/domain/publish/scheduled-deployments'
import { databaseNow } from '@lectern/domain/transaction'
import type { Services } from '../services.ts'

/** Shows what is scheduled when its moment has come. Returns how many milliseconds are left until then; null: it is over, one way or the other. */
export async function deployScheduled({ database }: Services, id: string): Promise<number | null> {
  await change(database, systemActor, tx => deploy(tx, id))
  const schedule = await database.scheduledDeployment.findUnique({ where: { id } })
  if (!schedule || schedule.finishedAt) return null
  const now = await database.$transaction(databaseNow)
  return Math.max(100, schedule.at.getTime() - now.getTime())
}
