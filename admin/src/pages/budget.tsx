import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { BudgetFields } from '../parts/budget/budget.ts'
import { LimitCard } from '../parts/budget/limit-card.tsx'
import { parseMonthParam } from '../parts/budget/months.ts'
import { SpendingCard } from '../parts/budget/spending-card.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { t } from '../texts/texts.ts'
import classes from './budget.module.css'
import NotFoundPage from './not-found.tsx'

const BudgetQuery = graphql(
  `
    query Budget($month: Date) {
      selected: budget(month: $month) {
        month
        ...BudgetFields
      }
      current: budget {
        month
        ...BudgetFields
      }
    }
  `,
  [BudgetFields],
)

/** The cost of a month's video processing, and the monthly limit. The address contains the month (`?month=`). */
export default function BudgetPage() {
  const [params] = useSearchParams()
  const [{ data, error }, reexecuteQuery] = useQuery({
    query: BudgetQuery,
    variables: { month: parseMonthParam(params.get('month')) },
    requestPolicy: 'cache-and-network',
  })
  const canChange = useHasPermission('budget.update')
  const refetch = () => reexecuteQuery({ requestPolicy: 'network-only' })
  useOnTabVisible(refetch)
  if (data && !data.current) return <NotFoundPage />
  const { selected, current } = data ?? {}
  return (
    <>
      <PageTitle>{t('budget.title')}</PageTitle>
      <ErrorNotice error={error} retry={refetch} />
      {!data && !error && <LoadingSkeleton lines={6} />}
      {selected && current && (
        <div className={classes.cards}>
          <SpendingCard budget={selected} currentMonth={current.month} />
          {canChange && <LimitCard budget={current} />}
        </div>
      )}
    </>
  )
}
