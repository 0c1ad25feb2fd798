import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { useOnTabVisible } from '../parts/activity/use-on-tab-visible.ts'
import { BudgetFields } from '../parts/budget/budget.ts'
import { LimitCard } from '../parts/budget/limit-card.tsx'
import { parseMonthParam } from '../parts/budget/months.ts'
import { SpendingCard } from '../parts/budget/spending-card.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import classes from './budget.module.css'
import NotFoundPage from './not-found.tsx'

const BudgetQuery = graphql(
  `
    query Budget($month: Date) {
      shown: budget(month: $month) {
        month
        ...BudgetFields
      }
      present: budget {
        month
        ...BudgetFields
      }
    }
  `,
  [BudgetFields],
)

/** What the streams of a month cost, and how much they may. The month stands in the address; without one it is the present. */
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
  if (data && !data.present) return <NotFoundPage />
  const { shown, present } = data ?? {}
  return (
    <>
      <PageTitle>Budget</PageTitle>
      <ErrorNotice error={error} retry={refetch} />
      {!data && !error && <LoadingSkeleton lines={6} />}
      {shown && present && (
        <div className={classes.cards}>
          <SpendingCard budget={shown} present={present.month} />
          {canChange && <LimitCard budget={present} />}
        </div>
      )}
    </>
  )
}
