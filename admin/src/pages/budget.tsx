import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../graphql/tada.ts'
import { useMay } from '../graphql/use-may.ts'
import { useReturn } from '../parts/activity/use-return.ts'
import { BudgetFields } from '../parts/budget/budget.ts'
import { LimitCard } from '../parts/budget/limit-card.tsx'
import { monthOf } from '../parts/budget/months.ts'
import { SpendingCard } from '../parts/budget/spending-card.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { TroubleNote } from '../parts/problem/trouble-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
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
  const [{ data, error }, ask] = useQuery({
    query: BudgetQuery,
    variables: { month: monthOf(params.get('month')) },
    requestPolicy: 'cache-and-network',
  })
  const mayChange = useMay('budget.update')
  const read = () => ask({ requestPolicy: 'network-only' })
  useReturn(read)
  if (data && !data.present) return <NotFoundPage />
  const { shown, present } = data ?? {}
  return (
    <>
      <PageTitle>Budget</PageTitle>
      <TroubleNote error={error} retry={read} />
      {!data && !error && <Waiting lines={6} />}
      {shown && present && (
        <div className={classes.cards}>
          <SpendingCard budget={shown} present={present.month} />
          {mayChange && <LimitCard budget={present} />}
        </div>
      )}
    </>
  )
}
