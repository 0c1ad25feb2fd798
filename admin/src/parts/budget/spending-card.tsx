import { Stack, Text } from '@mantine/core'
import { money } from '../../text/money.ts'
import { Card } from '../card.tsx'
import type { Budget } from './budget.ts'
import { BudgetBar, BudgetLegend } from './budget-bar.tsx'
import { listPrice, reservedWords, streamAmount } from './budget-words.ts'
import { MonthTurn } from './month-turn.tsx'
import { monthName } from './months.ts'
import classes from './spending-card.module.css'

/**
 * What the streams of a month cost. `present`: the first day of this month; only of that the limit and what is reserved are told, because
 * nobody keeps what they were.
 */
export function SpendingCard({ budget, present }: { budget: Budget; present: string }) {
  const isPresent = budget.month === present
  return (
    <Card title={monthName(budget.month)} aside={<MonthTurn month={budget.month} present={present} />}>
      <Stack gap="md">
        <p className={classes.headline}>
          <b>{money(budget.spent)}</b> spent
          {isPresent && (budget.limit ? ` of ${money(budget.limit)}` : ', no limit is set')}
          {budget.use.jobs > 0 && <span className={classes.use}>{streamAmount(budget.use)}</span>}
        </p>
        {isPresent && budget.limit && (
          <>
            <BudgetBar budget={budget} />
            <BudgetLegend budget={budget} />
          </>
        )}
        <Text size="sm" c="gray.6">
          {isPresent && reservedWords(budget)} A video counts in the month in which it becomes ready. All amounts are by
          the {listPrice(budget.prices)}.
        </Text>
      </Stack>
    </Card>
  )
}
