import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useMay } from '../../graphql/use-may.ts'
import { capital } from '../../text/count.ts'
import { listPrice } from './budget-words.ts'

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
  const mayRead = useMay('budget.read')
  const [{ data }] = useQuery({ query: PricesQuery, pause: !mayRead })
  return data?.budget ? capital(listPrice(data.budget.prices)) : undefined
}
