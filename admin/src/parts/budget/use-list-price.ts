import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { listPriceLabel } from './budget-labels.ts'

const PricesQuery = graphql(`
  query Prices {
    budget {
      month
      prices {
        date
        region
      }
    }
  }
`)

/** The prices behind an estimate, for a tooltip. Undefined while loading or without permission to read the budget. */
export function useListPrice(): string | undefined {
  const canRead = useHasPermission('budget.read')
  const [{ data }] = useQuery({ query: PricesQuery, pause: !canRead })
  return data?.budget ? listPriceLabel(data.budget.prices) : undefined
}
