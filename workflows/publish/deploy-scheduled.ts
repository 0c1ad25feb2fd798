import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { deployScheduled as deploy } from '@lectern/domain/publish/scheduled-deployments'
import { databaseNow } from '@lectern/domain/transaction'
import type { Services } from '../services.ts'

/**
 * Deploys what is scheduled once its time has come. Returns the milliseconds until then, or null if the schedule has
 * ended.
 */
export async function deployScheduled({ database }: Services, id: string): Promise<number | null> {
  await change(database, systemActor, tx => deploy(tx, id))
  const schedule = await database.scheduledDeployment.findUnique({ where: { id } })
  if (!schedule || schedule.finishedAt) return null
  const now = await database.$transaction(databaseNow)
  return Math.max(100, schedule.at.getTime() - now.getTime())
}
