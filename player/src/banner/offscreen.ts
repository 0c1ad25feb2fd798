/** The possible distances from the usual position, in CSS pixels: enough for one or two button bars. */
const offsetsPx = [0, 56, 112, 168]

const clickableSelector =
  'a[href],button,input,select,textarea,summary,label,video[controls],audio[controls],[onclick],[role=button],[tabindex]'

/**
 * Moves an element that is fixed at the bottom of the window so that it does not cover controls. Uses the lowest
 * position at which it covers none, not counting controls that the user can scroll away. If there is no such position,
 * uses the lowest of all.
 * @param setOffset puts the element this many pixels above its usual position
 */
export function avoidControls(element: HTMLElement, setOffset: (offsetPx: number) => void): void {
  const reposition = () => {
    const freeOffset = offsetsPx.find(offsetPx => {
      setOffset(offsetPx)
      return !isCoveringControls(element)
    })
    setOffset(freeOffset ?? 0)
  }
  reposition()
  for (const event of ['load', 'resize']) window.addEventListener(event, reposition)
}

function isCoveringControls(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect()
  const isPageScrollable = document.documentElement.scrollHeight > innerHeight + height
  return [0.02, 0.25, 0.5, 0.75, 0.98].some(x =>
    [0.1, 0.9].some(y =>
      document
        .elementsFromPoint(left + x * width, top + y * height)
        .some(
          candidate =>
            candidate !== element &&
            candidate.matches(clickableSelector) &&
            !(isPageScrollable && isScrolledWithPage(candidate)),
        ),
    ),
  )
}

/** Checks whether an element moves when the page is scrolled. */
function isScrolledWithPage(element: Element): boolean {
  for (let ancestor: Element | null = element; ancestor; ancestor = ancestor.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(ancestor).position)) return false
  return true
}
