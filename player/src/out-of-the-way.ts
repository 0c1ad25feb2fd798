/** How far up it may go, in CSS pixels: above a bar of buttons, or two. */
const steps = [0, 56, 112, 168]

const clicked =
  'a[href],button,input,select,textarea,summary,label,video[controls],audio[controls],[onclick],[role=button],[tabindex]'

/**
 * Keeps something that is fixed at the bottom of the window away from what is to be clicked there: at the lowest of some places under which
 * there is nothing of the kind that could not be scrolled away; the lowest of all where there is none.
 * @param move puts it so many pixels above its usual place
 */
export function keepOutOfTheWay(element: HTMLElement, move: (up: number) => void): void {
  const place = () => {
    const free = steps.find(up => {
      move(up)
      return !covers(element)
    })
    move(free ?? 0)
  }
  place()
  for (const event of ['load', 'resize']) window.addEventListener(event, place)
}

function covers(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect()
  const scrolls = document.documentElement.scrollHeight > innerHeight + height
  return [0.02, 0.25, 0.5, 0.75, 0.98].some(x =>
    [0.1, 0.9].some(y =>
      document
        .elementsFromPoint(left + x * width, top + y * height)
        .some(one => one !== element && one.matches(clicked) && !(scrolls && moves(one))),
    ),
  )
}

/** Does it move when the page is scrolled? */
function moves(one: Element): boolean {
  for (let each: Element | null = one; each; each = each.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(each).position)) return false
  return true
}
