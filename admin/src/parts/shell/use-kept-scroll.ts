import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** How long a page has to become as long as it was, in milliseconds. */
const GROWTH_LIMIT_MS = 5000
/** A person who does one of these scrolls alone. */
const takeovers = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/** How far the entries of this tab's history were scrolled, in pixels, by their keys. */
const positions = new Map<string, number>()

/** The key that the router gave to the entry of the history that the tab is at. */
const entryKey = (): string => (history.state as { key?: string } | null)?.key ?? 'default'

/**
 * Returns a function that scrolls a page that was just opened: to its top, or, if Back or Forward led to it, to where it was, as
 * soon as `content` is long enough.
 */
export function useKeptScroll(content: RefObject<HTMLElement | null>): () => () => void {
  const { key } = useLocation()
  const isReturn = useNavigationType() === 'POP'
  const shownKey = useRef(key)
  useLayoutEffect(() => {
    shownKey.current = key
  }, [key])
  useEffect(() => {
    // While the entry is another than the page that is shown, the browser may scroll that page already.
    const keep = () => {
      if (entryKey() === shownKey.current) positions.set(shownKey.current, scrollY)
    }
    addEventListener('scroll', keep, { passive: true })
    return () => removeEventListener('scroll', keep)
  }, [])
  const position = isReturn ? (positions.get(key) ?? 0) : 0
  return () => scrollWhenLongEnough(content.current!, position)
}

/** Scrolls now, and again when the content grows, until the position is reached. Returns a function that stops it. */
function scrollWhenLongEnough(content: HTMLElement, position: number): () => void {
  const scroll = () => {
    scrollTo(0, position)
    if (scrollY >= position - 1) stop()
  }
  const observer = new ResizeObserver(scroll)
  const limit = setTimeout(() => stop(), GROWTH_LIMIT_MS)
  const stop = () => {
    observer.disconnect()
    clearTimeout(limit)
    for (const event of takeovers) removeEventListener(event, stop)
  }
  for (const event of takeovers) addEventListener(event, stop, { passive: true })
  observer.observe(content)
  scroll()
  return stop
}
