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

/** A month with the months before it, what cost most, and what waits. */
export const BudgetDetailFields = graphql(
  `
    fragment BudgetDetailFields on Budget @_unmask {
      month
      ...BudgetFields
      saved {
        amount
        currency
      }
      forecast {
        amount
        currency
      }
      months {
        month
        spent {
          amount
          currency
        }
      }
      packages {
        package {
          id
          slug
          title
        }
        jobs
        spent {
          amount
          currency
        }
      }
      videos {
        path
        package {
          id
          slug
          title
        }
        jobs
        spent {
          amount
          currency
        }
      }
      mailsAlerts
      mayRelease {
        name
      }
      alerts {
        percent
        reachedAt
        mailedAt
      }
      waiting {
        transcodeId
        package {
          id
          slug
          title
        }
        videos
        estimatedCost {
          amount
          currency
        }
      }
    }
  `,
  [BudgetFields],
)

/** A month's budget as plain data. */
export type Budget = ResultOf<typeof BudgetFields>

/** A month's budget with its details, as plain data. */
export type BudgetDetails = ResultOf<typeof BudgetDetailFields>

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

/** The audit actions that change what a month costs, or what waits. */
export const budgetActions = [
  'budget.changed',
  'budget.alertReached',
  'package.budgetHoldReleased',
  'package.transcodePaused',
  'package.transcodeCanceled',
  'package.transcodeSucceeded',
  'package.transcodeFailed',
]
