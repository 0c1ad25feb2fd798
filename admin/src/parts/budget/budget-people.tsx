import { Text } from '@mantine/core'
import { formatNames } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { RelativeTime } from '../relative-time.tsx'
import type { BudgetDetails } from './budget.ts'

/** So many people are named. More help nobody who looks for one to ask. */
const maxNames = 5

/** Who may exceed the limit, whether they get mails about it, and which they got this month. */
export function BudgetPeople({ budget }: { budget: BudgetDetails }) {
  const { mayRelease, mailsAlerts, alerts } = budget
  const names = mayRelease.slice(0, maxNames).map(({ name }) => name)
  const others = mayRelease.length - names.length
  const people = formatNames(others > 0 ? [...names, t('budget.others', { count: others })] : names)
  return (
    <div>
      <Text size="sm">
        {mayRelease.length > 0 ? t('budget.mayRelease', { people }) : t('budget.nobodyMayRelease')}{' '}
        {t(mailsAlerts ? 'budget.mailsAlerts' : 'budget.mailsNoAlerts')}
      </Text>
      {alerts.map(({ percent, reachedAt, mailedAt }) => (
        <Text key={percent} size="sm">
          {t.rich('budget.alertReached', { percent: percent / 100, time: () => <RelativeTime at={reachedAt} /> })}{' '}
          {mailsAlerts && t(mailedAt ? 'budget.alertMailed' : 'budget.alertNotMailed')}
        </Text>
      ))}
    </div>
  )
}
