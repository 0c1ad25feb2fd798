import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'

/** The check follows this pause in typing. */
const CHECK_DELAY_MS = 300

const SlugProblemQuery = graphql(`
  query SlugProblem($slug: String!) {
    slugProblem(slug: $slug) {
      code
      message
    }
  }
`)

/** Checks a slug while it is typed. `isFree`: false until it was checked. */
export function useSlugProblem(slug: string, isPaused: boolean): { message: string | null; isFree: boolean } {
  const [checked] = useDebouncedValue(slug, CHECK_DELAY_MS)
  const [{ data, fetching, error }] = useQuery({
    query: SlugProblemQuery,
    variables: { slug: checked },
    requestPolicy: 'network-only',
    pause: isPaused,
  })
  if (isPaused || checked !== slug || fetching || error || !data) return { message: null, isFree: false }
  return { message: data.slugProblem?.message ?? null, isFree: !data.slugProblem }
}
