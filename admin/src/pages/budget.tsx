import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission, useHasPermissionEverywhere } from '../graphql/use-has-permission.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { BudgetDetailFields, budgetActions } from '../parts/budget/budget.ts'
import { CostTables } from '../parts/budget/cost-tables.tsx'
import { LimitCard } from '../parts/budget/limit-card.tsx'
import { parseMonthParam } from '../parts/budget/months.ts'
import { MonthsChart } from '../parts/budget/months-chart.tsx'
import { SpendingCard } from '../parts/budget/spending-card.tsx'
import { WaitingCard } from '../parts/budget/waiting-card.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { ReencodeCard } from '../parts/videos/reencode/reencode-card.tsx'
import { t } from '../texts/texts.ts'
import classes from './budget.module.css'

const BudgetQuery = graphql(
  `
    query Budget($month: Date) {
      selected: budget(month: $month) {
        month
        ...BudgetDetailFields
      }
      current: budget {
        month
      }
    }
  `,
  [BudgetDetailFields],
)

/**
 * The cost of a month's video processing, what waits for the budget, and in the current month its limit. The address
 * contains the month (`?month=`).
 */
export default function BudgetPage() {
  const [params] = useSearchParams()
  const param = params.get('month')
  const month = parseMonthParam(param)
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: BudgetQuery,
    variables: { month },
    requestPolicy: 'cache-and-network',
  })
  const canChange = useHasPermission('budget.update')
  const canTranscode = useHasPermissionEverywhere('package.transcode')
  const refetch = () => reexecuteQuery({ requestPolicy: 'network-only' })
  useOnTabVisible(refetch)
  useRefetchOnEvents(budgetActions, reexecuteQuery)
  if (data && !data.current) return <Forbidden permission="budget.read" />
  const { selected, current } = data ?? {}
  const isCurrentMonth = selected?.month === current?.month
  return (
    <>
      <PageTitle>{t('budget.title')}</PageTitle>
      <ErrorNotice error={error} retry={refetch} />
      {!data && !error && <LoadingSkeleton lines={6} />}
      {selected && current && (
        <div className={classes.cards}>
          {param !== null && month === null && <Notice tone="info">{t('budget.invalidMonth')}</Notice>}
          <SpendingCard budget={selected} currentMonth={current.month} />
          {isCurrentMonth && <WaitingCard budget={selected} canRelease={canChange} onReleased={refetch} />}
          {isCurrentMonth && canChange && <LimitCard budget={selected} />}
          {isCurrentMonth && canTranscode && <ReencodeCard />}
          <MonthsChart budget={selected} currentMonth={current.month} />
          <CostTables budget={selected} />
        </div>
      )}
    </>
  )
}
