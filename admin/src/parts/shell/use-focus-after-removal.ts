import { useEffect } from 'react'

/** What can have the focus, and what is a row of a list. */
const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)'
const ROWS = ['tr', 'li', 'fieldset', '[role=row]', '[role=listitem]'].join()

/** The control that last had the focus in the page, and where it was: its row, and the list around it. */
type Focused = {
  control: HTMLElement
  pathname: string
  label: string
  place: number
  row: Element | null
  list: Element | null
  index: number
}

/**
 * Keeps the focus in the page when a control is removed with its row, or leaves its row, such as Revoke: the same control of
 * the next row gets it, or of the one before, or else the heading of the list. The one place for that; lists do nothing.
 */
export function useFocusAfterRemoval(): void {
  useEffect(() => {
    let last: Focused | null = null
    let around: Element | null = null
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.closest('main')) return
      last = target.matches(CONTROLS) ? describe(target) : null
      around = null
    }
    // A click beside all controls leaves the page without a focus, which is not a loss.
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest('main') && !target.closest(CONTROLS)) last = null
    }
    const settle = () => {
      if (!last || last.control.isConnected || document.activeElement !== document.body) return
      const lost = last
      last = null
      if (lost.pathname === location.pathname) focusInstead(lost, around)
    }
    const observer = new MutationObserver(records => {
      if (!last) return
      const { control } = last
      if (control.isConnected) {
        // A button is disabled while its action runs, and gets the focus back when that failed.
        const isEnabledAgain = records.some(({ target }) => target === control) && control.matches(CONTROLS)
        if (isEnabledAgain && document.activeElement === document.body) control.focus({ preventScroll: true })
        return
      }
      around = removedFrom(control, records) ?? around
      // What manages its focus alone, such as a closed dialog, does so first.
      setTimeout(settle)
    })
    document.addEventListener('focusin', onFocus)
    document.addEventListener('pointerdown', onPointerDown)
    observer.observe(document.body, {
      ...{ childList: true, subtree: true, attributeFilter: ['disabled'] },
    })
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('pointerdown', onPointerDown)
      observer.disconnect()
    }
  }, [])
}

/** What an element was removed from, alone or with parts around it. */
function removedFrom(control: HTMLElement, records: readonly MutationRecord[]): Element | undefined {
  const removed = control.getRootNode()
  const record = records.findLast(({ removedNodes }) => [...removedNodes].includes(removed as ChildNode))
  return record?.target instanceof Element ? record.target : undefined
}

function describe(control: HTMLElement): Focused {
  const row = control.closest(ROWS)
  const list = row?.parentElement ?? null
  return {
    ...{ control, row, list, pathname: location.pathname, label: control.textContent.trim() },
    place: row ? controlsOf(row).indexOf(control) : -1,
    index: row && list ? [...list.children].indexOf(row) : -1,
  }
}

/** Gives the focus to the same control of a row nearby, or else to the nearest heading. */
function focusInstead({ row, list, index, label, place }: Focused, around: Element | null): void {
  const rows = list?.isConnected ? [...list.children] : []
  // A row that stayed is passed over: its control is gone.
  const at = row?.isConnected ? rows.indexOf(row) + 1 : index
  const near = [...rows.slice(at), ...rows.slice(0, at).reverse()].filter(other => other !== row)
  const same = near.map(other => sameControl(other, label, place)).find(control => control !== undefined)
  const target = same ?? headingOf(list?.isConnected ? list : around)
  if (!target) return
  if (!same) target.tabIndex = -1
  target.focus()
}

/** The control of another row with the same text. One without text, such as an icon, is found by its place. */
function sameControl(row: Element, label: string, place: number): HTMLElement | undefined {
  const controls = controlsOf(row)
  return label ? controls.find(control => control.textContent.trim() === label) : controls[place]
}

const controlsOf = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>(CONTROLS)]

/** The first heading of the smallest part of the page around an element that has one. */
function headingOf(element: Element | null): HTMLElement | null {
  for (let part = element; part; part = part.parentElement) {
    const heading = part.querySelector<HTMLElement>('h1, h2, h3, h4')
    if (heading && part.closest('main')) return heading
  }
  return document.querySelector<HTMLElement>('h1')
}
