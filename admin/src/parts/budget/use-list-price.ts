import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { capitalize } from '../../format/count.ts'
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

/** From which prices estimates are made, as a tooltip says it; undefined for whoever may not read the budget, or as long as it is not known. */
export function useListPrice(): string | undefined {
  const canRead = useHasPermission('budget.read')
  const [{ data }] = useQuery({ query: PricesQuery, pause: !canRead })
  return data?.budget ? capitalize(listPriceLabel(data.budget.prices)) : undefined
}
