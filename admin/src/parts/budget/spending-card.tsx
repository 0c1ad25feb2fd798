import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatEstimate, formatExactMoney } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import type { BudgetDetails } from './budget.ts'
import { BudgetBar, BudgetLegend } from './budget-bar.tsx'
import { encodingUseLabel, listPriceLabel, reservedLabel } from './budget-labels.ts'
import { BudgetPeople } from './budget-people.tsx'
import { MonthPager } from './month-pager.tsx'
import { formatMonth } from './months.ts'
import classes from './spending-card.module.css'

/**
 * The cost of a month's video processing. The limit and the reserved amount are shown only for the current month,
 * because their history is not stored.
 */
export function SpendingCard({ budget, currentMonth }: { budget: BudgetDetails; currentMonth: string }) {
  const isCurrentMonth = budget.month === currentMonth
  const { forecast, saved } = budget
  const notes = [
    forecast && t('budget.forecast', { amount: formatEstimate(forecast) }),
    saved.amount > 0 && t('budget.saved', { amount: formatEstimate(saved) }),
    isCurrentMonth && reservedLabel(budget),
    t('budget.countingRule'),
    listPriceLabel(budget.prices),
  ]
  return (
    <Card title={formatMonth(budget.month)} aside={<MonthPager month={budget.month} currentMonth={currentMonth} />}>
      <Stack gap="lg">
        <p className={classes.headline}>
          {spentText(budget, isCurrentMonth)}
          {budget.use.jobs > 0 && <span className={classes.use}>{encodingUseLabel(budget.use)}</span>}
        </p>
        {isCurrentMonth && budget.limit && (
          <>
            <BudgetBar budget={budget} />
            <BudgetLegend budget={budget} />
            <BudgetPeople budget={budget} />
          </>
        )}
        <Text size="sm" c="dimmed">
          {notes.filter(Boolean).join(' ')}
        </Text>
      </Stack>
    </Card>
  )
}

function spentText({ spent, limit }: BudgetDetails, isCurrentMonth: boolean): ReactNode {
  const values = { spent: formatExactMoney(spent), b: (chunks: ReactNode) => <b>{chunks}</b> }
  if (!isCurrentMonth) return t.rich('budget.spent', values)
  return limit
    ? t.rich('budget.spentOfLimit', { ...values, limit: formatExactMoney(limit) })
    : t.rich('budget.spentWithoutLimit', values)
}
