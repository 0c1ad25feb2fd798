import { type RefObject, useEffect, useState } from 'react'
import { type RowRange, rowsAround } from './row-range.ts'

/**
 * Returns which rows of a table are on the screen, while the page scrolls. All rows have the same height, so that their places
 * follow from their numbers.
 */
export function useVisibleRows(body: RefObject<HTMLElement | null>, rowCount: number, rowHeight: number): RowRange {
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 })
  useEffect(() => {
    let frame = 0
    const measure = () => {
      frame = 0
      const top = body.current?.getBoundingClientRect().top ?? 0
      const next = rowsAround({ top: -top, height: innerHeight, rowCount, rowHeight })
      setRange(last => (last.from === next.from && last.to === next.to ? last : next))
    }
    const schedule = () => {
      frame ||= requestAnimationFrame(measure)
    }
    measure()
    addEventListener('scroll', schedule, { passive: true })
    addEventListener('resize', schedule)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', schedule)
      removeEventListener('resize', schedule)
    }
  }, [body, rowCount, rowHeight])
  return range
}
