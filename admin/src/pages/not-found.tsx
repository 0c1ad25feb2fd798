import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { SearchIcon } from '../theme/icons.tsx'
import { EmptyState } from '../parts/empty-state.tsx'

/** What is shown where nothing is, or nothing that one may see. */
export default function NotFoundPage({ what = 'page' }: { what?: string }) {
  return (
    <EmptyState icon={<SearchIcon />} title={`There is no such ${what}`} order={1}>
      <title>Not found · Lectern</title>
      <p>The address may be mistyped, or you have no right to see what is there.</p>
      <Anchor component={Link} to="/packages" inherit fw={600}>
        Go to all packages
      </Anchor>
    </EmptyState>
  )
}
