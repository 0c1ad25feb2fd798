import { whoMay } from '@lectern/domain/access/who-may'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { claimBudgetAlert, recordAlertMailed, recordBudgetAlerts } from '@lectern/domain/transcode/cost/budget-alerts'
import type { Services } from '../services.ts'
import { budgetMail } from './budget-mail.ts'

type AlertServices = Pick<Services, 'database' | 'encodingSettings' | 'mail' | 'adminUrl' | 'log'>

/**
 * Records which parts of the month's budget are reached, and mails those who may change it: once for a month, a part, and a
 * limit, whatever the number of workers. If the mail server accepts no mail, another call tries again after ten minutes.
 */
export async function sendBudgetAlerts(services: AlertServices): Promise<void> {
  const { database, encodingSettings, mail, adminUrl, log } = services
  const { timeZone } = encodingSettings
  await change(database, systemActor, tx => recordBudgetAlerts(tx, timeZone))
  if (!mail || adminUrl === null) return
  const alert = await change(database, systemActor, tx => claimBudgetAlert(tx, timeZone))
  if (!alert) return
  const recipients = await findRecipients(services)
  const accepted = await mail.sendToEach(recipients, budgetMail(alert, adminUrl))
  if (accepted === 0 && recipients.length > 0) return
  await change(database, systemActor, tx => recordAlertMailed(tx, alert))
  log.info({ percent: alert.percent, mails: accepted }, 'Mailed that a part of the budget was reached')
}

/** The addresses of those who may change the budget. */
async function findRecipients({ database }: AlertServices): Promise<string[]> {
  const people = await whoMay(database, 'budget.update', { packageId: null })
  const users = await database.user.findMany({
    where: { id: { in: people.map(({ id }) => id) } },
    select: { email: true },
    orderBy: { email: 'asc' },
  })
  return users.map(({ email }) => email)
}
