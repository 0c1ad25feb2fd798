import { Stack, Text } from '@mantine/core'
import { formatMoney } from '../../format/money.ts'
import { Card } from '../card.tsx'
import type { Budget } from './budget.ts'
import { BudgetBar, BudgetLegend } from './budget-bar.tsx'
import { encodingUseLabel, listPriceLabel, reservedLabel } from './budget-labels.ts'
import { MonthPager } from './month-pager.tsx'
import { formatMonth } from './months.ts'
import classes from './spending-card.module.css'

/**
 * What the streams of a month cost. `present`: the first day of this month; only of that the limit and what is reserved are told, because
 * nobody keeps what they were.
 */
export function SpendingCard({ budget, present: currentMonth }: { budget: Budget; present: string }) {
  const isCurrentMonth = budget.month === currentMonth
  return (
    <Card title={formatMonth(budget.month)} aside={<MonthPager month={budget.month} present={currentMonth} />}>
      <Stack gap="md">
        <p className={classes.headline}>
          <b>{formatMoney(budget.spent)}</b> spent
          {isCurrentMonth && (budget.limit ? ` of ${formatMoney(budget.limit)}` : ', no limit is set')}
          {budget.use.jobs > 0 && <span className={classes.use}>{encodingUseLabel(budget.use)}</span>}
        </p>
        {isCurrentMonth && budget.limit && (
          <>
            <BudgetBar budget={budget} />
            <BudgetLegend budget={budget} />
          </>
        )}
        <Text size="sm" c="gray.6">
          {isCurrentMonth && reservedLabel(budget)} A video counts in the month in which it becomes ready. All amounts
          are by the {listPriceLabel(budget.prices)}.
        </Text>
      </Stack>
    </Card>
  )
}
