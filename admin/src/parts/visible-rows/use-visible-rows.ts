import { type RefObject, useEffect, useState } from 'react'
import { type RowRange, rowsAround } from './rows-around.ts'

/**
 * Returns which rows of a list are in view while the page, or `viewport` around the list, scrolls. All rows have the same height,
 * so that their places follow from their numbers.
 */
export function useVisibleRows({ list, viewport, rowCount, rowHeight }: List): RowRange {
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 })
  useEffect(() => {
    let frame = 0
    const measure = () => {
      frame = 0
      const listTop = list.current?.getBoundingClientRect().top ?? 0
      const viewTop = viewport?.current?.getBoundingClientRect().top ?? 0
      const height = viewport?.current?.clientHeight ?? innerHeight
      const next = rowsAround({ top: viewTop - listTop, height, rowCount, rowHeight })
      setRange(last => (last.from === next.from && last.to === next.to ? last : next))
    }
    const schedule = () => {
      frame ||= requestAnimationFrame(measure)
    }
    measure()
    const scrolled = viewport?.current ?? window
    scrolled.addEventListener('scroll', schedule, { passive: true })
    addEventListener('resize', schedule)
    return () => {
      cancelAnimationFrame(frame)
      scrolled.removeEventListener('scroll', schedule)
      removeEventListener('resize', schedule)
    }
  }, [list, viewport, rowCount, rowHeight])
  return range
}

type List = {
  list: RefObject<HTMLElement | null>
  viewport?: RefObject<HTMLElement | null>
  rowCount: number
  rowHeight: number
}
