import { Checkbox } from '@mantine/core'
import { useCallback, useRef, useState } from 'react'
import { type CombinedError, useSubscription } from 'urql'
import { t } from '../../texts/texts.ts'
import type { SelectedPackage, Selection } from '../package-bulk/selected-package.ts'
import { useVisibleRows } from '../visible-rows/use-visible-rows.ts'
import type { ListColumn } from './columns.tsx'
import type { ListFilter } from './list-filter.ts'
import { PackagesChanged } from './listed-package.ts'
import classes from './package-table.module.css'
import { pagesToLoad } from './page-range.ts'
import { type LoadedPage, PageRows } from './page-rows.tsx'
import { PAGE_SIZE } from './page-size.ts'
import { rowHeights } from './row.tsx'
import { SkeletonRows } from './skeleton-rows.tsx'

/** In pixels: of the state, and of what is always shown, so that a name has at least 200. */
const stateWidth = 212
const fixedWidth = 44 + 200 + stateWidth

/** How many skeleton rows stand for a list that is loading. */
const ROWS_AT_FIRST = 8
/** The packages that are followed change by so many at a time. */
const FOLLOWED_BLOCK = 50

/**
 * The packages of a filter as a table that may be very long: only the rows on the screen exist, their pages are loaded when
 * they come near, and one subscription follows them. `version` changes when the list must be read again.
 */
export function PackageTable({ filter, columns, isNarrow, selection, select, version, onPage, onError }: Props) {
  const [pages, setPages] = useState<readonly LoadedPage[]>([])
  const body = useRef<HTMLTableSectionElement>(null)
  const rowHeight = isNarrow ? rowHeights.narrow : rowHeights.wide
  const rowCount = pages[0]?.total ?? ROWS_AT_FIRST
  const range = useVisibleRows({ list: body, rowCount, rowHeight })
  const report = useCallback(
    (index: number, page: LoadedPage) => {
      // A page that ends elsewhere than before is followed by other ones.
      setPages(known => [
        ...known.slice(0, index),
        page,
        ...(known[index]?.endCursor === page.endCursor ? known.slice(index + 1) : []),
      ])
      onPage(page.total)
    },
    [onPage],
  )
  useFollowed(pages, range)

  const loaded = pages.flatMap(page => page.packages)
  const load = pagesToLoad(range, PAGE_SIZE, pages.length + 1)
  const lastPage = Math.floor(Math.max(range.from, range.to - 1) / PAGE_SIZE)
  const shownPages = Array.from({ length: lastPage - load[0]! + 1 }, (_, index) => load[0]! + index)
  const columnCount = isNarrow ? 2 : columns.length + 3
  const row = { columns, isNarrow, columnCount, selection, select }
  return (
    <div className={classes.scroll}>
      <table
        className={classes.table}
        style={isNarrow ? undefined : { minWidth: fixedWidth + columns.reduce((sum, { width }) => sum + width, 0) }}
        data-narrow={isNarrow || undefined}
        aria-label={t('packages.title')}
        aria-rowcount={rowCount + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <td className={classes.check}>
              {select && (
                <Checkbox
                  size="xs"
                  aria-label={t('packageList.selectAll')}
                  checked={loaded.length > 0 && loaded.every(({ slug }) => selection.has(slug))}
                  indeterminate={selection.size > 0 && !loaded.every(({ slug }) => selection.has(slug))}
                  onChange={event => select(loaded, event.currentTarget.checked)}
                />
              )}
            </td>
            <th scope="col">{t('packageList.name')}</th>
            {!isNarrow && (
              <>
                <th scope="col" style={{ width: stateWidth }}>
                  {t('packageList.state')}
                </th>
                {columns.map(({ name, title, width }) => (
                  <th key={name} scope="col" style={{ width }}>
                    {title}
                  </th>
                ))}
              </>
            )}
          </tr>
        </thead>
        <tbody ref={body}>
          <Spacer height={range.from * rowHeight} />
          {shownPages.map(index =>
            load.includes(index) ? (
              <PageRows
                key={index}
                {...{ index, filter, range, version, onError, report }}
                after={pages[index - 1]?.endCursor ?? null}
                row={row}
              />
            ) : (
              <SkeletonRows key={index} page={index} range={range} {...row} />
            ),
          )}
          <Spacer height={(rowCount - range.to) * rowHeight} />
        </tbody>
      </table>
    </div>
  )
}

/** Stands for the rows that are not on the screen. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  )
}

/** Follows the packages on the screen in one subscription, some more of them, so that it seldom changes. */
function useFollowed(pages: readonly LoadedPage[], { from, to }: { from: number; to: number }) {
  const first = Math.floor(from / FOLLOWED_BLOCK) * FOLLOWED_BLOCK
  const last = Math.min(first + 200, Math.ceil(to / FOLLOWED_BLOCK) * FOLLOWED_BLOCK)
  const slugs: string[] = []
  for (let row = first; row < last; row++) {
    const pkg = pages[Math.floor(row / PAGE_SIZE)]?.packages[row % PAGE_SIZE]
    if (pkg) slugs.push(pkg.slug)
  }
  useSubscription({ query: PackagesChanged, variables: { slugs }, pause: slugs.length === 0 })
}

type Props = {
  filter: ListFilter
  columns: readonly ListColumn[]
  isNarrow: boolean
  selection: Selection
  /** Undefined for those who can do nothing with several packages. */
  select: ((packages: readonly SelectedPackage[], isSelected: boolean) => void) | undefined
  version: string
  onPage: (total: number) => void
  onError: (error: CombinedError | undefined) => void
}
