import { useEffect } from 'react'
import { type CombinedError, useQuery } from 'urql'
import type { SelectedPackage } from '../package-bulk/selected-package.ts'
import { useRefetchOnChange } from '../use-refetch-on-change.ts'
import type { RowRange } from '../visible-rows/rows-around.ts'
import type { ListFilter } from './list-filter.ts'
import { PackagePageQuery, toSelected } from './listed-package.ts'
import { rangeInPage } from './page-range.ts'
import { PAGE_SIZE } from './page-size.ts'
import { Row, type RowProps } from './row.tsx'
import { SkeletonRows } from './skeleton-rows.tsx'

/** What is known of a page of the list after it was loaded. */
export type LoadedPage = { endCursor: string | null; total: number; packages: readonly SelectedPackage[] }

/** The rows of one page that are on the screen. Loads the page, and reports what came. */
export function PageRows({ index, filter, after, range, version, row, report, onError }: Props) {
  const [{ data, error }, refetch] = useQuery({
    query: PackagePageQuery,
    variables: { ...filter, first: PAGE_SIZE, after },
    // Nothing followed the packages while they were not on the screen.
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnChange(version, refetch)
  const packages = data?.packages
  const page = packages && {
    endCursor: packages.pageInfo.endCursor,
    total: packages.totalCount,
    packages: packages.nodes.map(toSelected),
  }
  // Reported when something of it changed, not with each figure of a row.
  const key = JSON.stringify(page ?? null)
  useEffect(() => {
    const known: LoadedPage | null = JSON.parse(key)
    if (known) report(index, known)
  }, [key, index, report])
  useEffect(() => onError(error), [error, onError])

  if (!packages) return <SkeletonRows page={index} range={range} {...row} />
  const { from, to } = rangeInPage(range, index, PAGE_SIZE)
  const first = index * PAGE_SIZE
  return packages.nodes
    .slice(Math.max(0, from - first), Math.max(0, to - first))
    .map((pkg, place) => <Row key={pkg.id} pkg={pkg} number={from + place} {...row} />)
}

type Props = {
  index: number
  filter: ListFilter
  after: string | null
  range: RowRange
  version: string
  row: Omit<RowProps, 'pkg' | 'number'> & { columnCount: number }
  report: (index: number, page: LoadedPage) => void
  onError: (error: CombinedError | undefined) => void
}
