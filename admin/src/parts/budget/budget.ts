import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** What streams may cost in a month, and what they do cost. */
export const BudgetFields = graphql(`
  fragment BudgetFields on Budget @_unmask {
    month
    limit {
      amount
      currency
    }
    spent {
      amount
      currency
    }
    reserved {
      amount
      currency
    }
    use {
      minutes
      jobs
    }
    prices {
      date
      region
    }
  }
`)

/** The same as plain data. */
export type Budget = ResultOf<typeof BudgetFields>

/** This month's; null for whoever may not read it. */
export const CurrentBudgetQuery = graphql(
  `
    query PresentBudget {
      budget {
        month
        ...BudgetFields
      }
    }
  `,
  [BudgetFields],
)

/** Sets how much may be spent in a month; null: no limit. */
export const SetBudget = graphql(
  `
    mutation SetBudget($monthly: MoneyInput) {
      setBudget(monthly: $monthly) {
        month
        ...BudgetFields
      }
    }
  `,
  [BudgetFields],
)
