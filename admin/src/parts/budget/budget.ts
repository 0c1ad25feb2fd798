import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A month's limit and its costs. */
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

/** A month's budget as plain data. */
export type Budget = ResultOf<typeof BudgetFields>

/** The budget of the current month. Null without permission to read it. */
export const CurrentBudgetQuery = graphql(
  `
    query CurrentBudget {
      budget {
        month
        ...BudgetFields
      }
    }
  `,
  [BudgetFields],
)

/** Sets the monthly limit. Null removes it. */
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
