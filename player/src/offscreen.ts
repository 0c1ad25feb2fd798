/** How far up it may go, in CSS pixels: above a bar of buttons, or two. */
const offsetsPx = [0, 56, 112, 168]

const clickableSelector =
  'a[href],button,input,select,textarea,summary,label,video[controls],audio[controls],[onclick],[role=button],[tabindex]'

/**
 * Keeps something that is fixed at the bottom of the window away from what is to be clicked there: at the lowest of some places under which
 * there is nothing of the kind that could not be scrolled away; the lowest of all where there is none.
 * @param setOffset puts it so many pixels above its usual place
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
          one => one !== element && one.matches(clickableSelector) && !(isPageScrollable && isScrolledWithPage(one)),
        ),
    ),
  )
}

/** Does it move when the page is scrolled? */
function isScrolledWithPage(one: Element): boolean {
  for (let ancestor: Element | null = one; ancestor; ancestor = ancestor.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(ancestor).position)) return false
  return true
}
