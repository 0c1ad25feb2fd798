import type { BudgetAlertRow } from '@lectern/domain/transcode/cost/budget-alerts'
import type { Message } from '../mail/compose.ts'

/** Composes the mail about a part of the monthly budget that was reached. */
export function budgetMail(alert: BudgetAlertRow, adminUrl: string): Omit<Message, 'to'> {
  const { percent, usedMicros, limitMicros, currency } = alert
  const money = (micros: bigint) =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(Number(micros) / 1e6)
  const amounts = `${money(usedMicros)} of ${money(limitMicros)} is spent or reserved for videos in progress.`
  return {
    subject: subjectOf(alert, monthOf(alert)),
    paragraphs: [amounts, percent < 100 ? whatWillWait : whatWaits(alert)],
    link: { label: 'Open the budget', url: `${adminUrl}/budget` },
    footnote:
      'You get this mail because you may change the budget. It is sent once at 80% and once at 100% of a monthly limit.',
  }
}

/** All of a limit also counts as reached when the next video is too large for what is left. */
function subjectOf({ percent, usedMicros, limitMicros }: BudgetAlertRow, month: string): string {
  if (percent < 100) return `${percent}% of the budget for ${month} is used`
  return usedMicros < limitMicros ? `Videos wait for the budget for ${month}` : `The budget for ${month} is used up`
}

const monthOf = ({ month }: BudgetAlertRow) =>
  new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(month))

const whatWillWait =
  'Over the limit, new videos wait for approval or the next month. Everything else in their packages continues.'

function whatWaits({ waitingVideos }: BudgetAlertRow): string {
  const wait = waitingVideos === 1 ? '1 video waits' : `${waitingVideos.toLocaleString('en-US')} videos wait`
  const what =
    waitingVideos === 0 ? 'New videos wait' : `${wait} now, because the rest of the budget is not enough. They wait`
  return `${what} until you release them, raise the limit, or the next month begins. Everything else in their packages continues.`
}
