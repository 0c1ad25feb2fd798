import { Skeleton } from '@mantine/core'
import type { RowRange } from '../visible-rows/rows-around.ts'
import classes from './package-table.module.css'
import { rangeInPage } from './page-range.ts'
import { PAGE_SIZE } from './page-size.ts'

/** Gray lines in place of the rows of a page that is loading. */
export function SkeletonRows({ page, range, columnCount }: { page: number; range: RowRange; columnCount: number }) {
  const { from, to } = rangeInPage(range, page, PAGE_SIZE)
  const numbers = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place)
  return numbers.map(number => (
    <tr key={number} aria-hidden>
      <td className={classes.check} />
      <td colSpan={columnCount - 1}>
        <Skeleton height={14} width={`${70 - (number % 5) * 9}%`} />
      </td>
    </tr>
  ))
}
