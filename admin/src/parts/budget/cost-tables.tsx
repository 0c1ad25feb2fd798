import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { formatCount } from '../../format/count.ts'
import { formatExactMoney } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import type { BudgetDetails } from './budget.ts'

type Package = BudgetDetails['packages'][number] & { id: string }
type Video = BudgetDetails['videos'][number] & { id: string }

/** The packages and videos that cost most in the month. Empty if nothing did. */
export function CostTables({ budget: { packages, videos } }: { budget: BudgetDetails }) {
  if (packages.length === 0) return null
  return (
    <>
      <Card title={t('budget.packages')}>
        <DataTable
          label={t('budget.packages')}
          columns={packageColumns}
          rows={packages.map(one => ({ ...one, id: one.package.slug }))}
        />
      </Card>
      <Card title={t('budget.costliestVideos')}>
        <DataTable
          label={t('budget.costliestVideos')}
          columns={videoColumns}
          rows={videos.map((one, index) => ({ ...one, id: String(index) }))}
        />
      </Card>
    </>
  )
}

function PackageLink({ package: { slug, title } }: { package: { slug: string; title: string } }) {
  return (
    <Anchor component={Link} to={`/packages/${slug}`} inherit>
      {title}
    </Anchor>
  )
}

const packageColumns: Column<Package>[] = [
  { title: t('budget.package'), cell: one => <PackageLink package={one.package} /> },
  { title: t('budget.jobs'), cell: ({ jobs }) => formatCount(jobs) },
  { title: t('budget.legendSpent'), cell: ({ spent }) => formatExactMoney(spent) },
]

const videoColumns: Column<Video>[] = [
  { title: t('budget.video'), cell: ({ path }) => path ?? t('budget.removedVideo') },
  { title: t('budget.package'), cell: one => <PackageLink package={one.package} /> },
  { title: t('budget.jobs'), cell: ({ jobs }) => formatCount(jobs) },
  { title: t('budget.legendSpent'), cell: ({ spent }) => formatExactMoney(spent) },
]
