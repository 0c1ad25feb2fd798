import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { SearchIcon } from '../look/icons.tsx'
import { Empty } from '../parts/empty.tsx'

/** What is shown where nothing is, or nothing that one may see. */
export default function NotFoundPage({ what = 'page' }: { what?: string }) {
  return (
    <Empty icon={<SearchIcon />} title={`There is no such ${what}`}>
      It may have been renamed, or you have no right to see it. <title>Not found · Lectern</title>
      <Anchor component={Link} to="/packages" inherit fw={600}>
        Go to all packages
      </Anchor>
    </Empty>
  )
}
