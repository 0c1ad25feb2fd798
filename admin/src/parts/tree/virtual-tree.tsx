import { useMediaQuery } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { ChevronIcon } from '../../theme/icons.tsx'
import { useVisibleRows } from '../visible-rows/use-visible-rows.ts'
import type { TreeRow } from './tree-rows.ts'
import classes from './virtual-tree.module.css'

/** The height of a row, and that for fingers, in pixels. */
const ROW_HEIGHT = 36
const TOUCH_ROW_HEIGHT = 44
/** How many rows before the last loaded one more are loaded. */
const LOAD_AHEAD = 40

/**
 * A tree of files and folders that renders only the rows in view. Arrow keys move, open, and close; Enter opens a file.
 * With `checks`, rows have check boxes, and Space checks. `onEnd` is called when the end of `rows` comes near. `cells` are
 * at the right of a name. Scrolls to the row of the path `revealed`, once it is there.
 */
export function VirtualTree<Item>(props: Props<Item>) {
  const { label, rows, selected, cells, checks, revealed, onToggle, onOpen, onEnd } = props
  const viewport = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const [activeRow, setActiveRow] = useState({ path: '', index: 0 })
  const isNarrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  const active = activeIndex(rows, activeRow)
  const rowHeight = isNarrow ? TOUCH_ROW_HEIGHT : ROW_HEIGHT
  const { from, to } = useVisibleRows({ list, viewport, rowCount: rows.length, rowHeight })
  useEffect(() => {
    if (to > rows.length - LOAD_AHEAD) onEnd?.()
  }, [to, rows.length, onEnd])
  const activate = (index: number) => setActiveRow({ path: rows[index]?.path ?? '', index })
  const move = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    activate(next)
    if (viewport.current) scrollToRow(viewport.current, next * rowHeight, rowHeight)
  }
  const revealedIndex = revealed ? rows.findIndex(({ path }) => path.toLowerCase() === revealed.toLowerCase()) : -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the row appears, not when others move it
  useEffect(() => {
    if (revealedIndex >= 0) move(revealedIndex)
  }, [revealed, revealedIndex >= 0])
  const act = (row: TreeRow<Item>) => (row.isFolder ? onToggle(row) : onOpen(row.path))
  const onKeyDown = (event: KeyboardEvent) => {
    // A link in a row handles its own keys.
    if (event.target !== event.currentTarget) return
    const row = rows[active]
    const action = row && keyAction(event.key, active, rows)
    if (!row || action == null) return
    event.preventDefault()
    if (typeof action === 'number') move(action)
    else if (action === 'toggle') onToggle(row)
    else if (event.key === ' ' && checks) checks.toggle(row)
    else act(row)
  }
  return (
    <div
      ref={viewport}
      role="tree"
      aria-label={label}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      className={classes.tree}
      onKeyDown={onKeyDown}
    >
      <div ref={list} role="presentation" className={classes.content} style={{ height: rows.length * rowHeight }}>
        {rows.slice(from, to).map((row, place) => {
          const index = from + place
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus, and handles its keys
            // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, and names the active row
            <div
              key={row.path}
              id={`${id}-${index}`}
              role="treeitem"
              aria-level={row.depth + 1}
              aria-expanded={row.isFolder ? row.isOpen : undefined}
              aria-selected={row.path === selected}
              aria-checked={checks?.isChecked(row) ?? undefined}
              aria-labelledby={checks && [`${id}-${index}-name`, `${id}-${index}-cells`].join(' ')}
              data-active={index === active || undefined}
              className={classes.row}
              style={{
                transform: `translateY(${index * rowHeight}px)`,
                height: rowHeight,
                ['--depth' as string]: row.depth,
              }}
              onClick={() => {
                activate(index)
                act(row)
              }}
            >
              <span className={classes.mark} data-open={row.isOpen || undefined}>
                {row.isFolder && <ChevronIcon size={14} />}
              </span>
              {checks && (
                <CheckBox
                  row={row}
                  checks={checks}
                  onChecked={() => {
                    activate(index)
                    viewport.current?.focus({ preventScroll: true })
                  }}
                />
              )}
              <span id={`${id}-${index}-name`} className={classes.name} title={row.path}>
                {row.name}
              </span>{' '}
              <span id={`${id}-${index}-cells`} className={classes.cells}>
                {cells(row)}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Scrolls so far that a row is in view. `top`: its place in the list. */
function scrollToRow(viewport: HTMLElement, top: number, height: number): void {
  const lowest = top + height - viewport.clientHeight
  viewport.scrollTop = Math.max(lowest, Math.min(top, viewport.scrollTop))
}

/** The index of the active row. Rows may have come or gone above it; when it is gone itself, the row in its place counts. */
function activeIndex(rows: readonly { path: string }[], { path, index }: { path: string; index: number }): number {
  if (rows[index]?.path === path) return index
  const moved = rows.findIndex(row => row.path === path)
  return moved >= 0 ? moved : Math.max(0, Math.min(rows.length - 1, index))
}

/** The check box of a row. The tree handles the keys, so that Tab does not stop at each. */
function CheckBox<Item>({ row, checks, onChecked }: CheckBoxProps<Item>) {
  const isChecked = checks.isChecked(row)
  if (isChecked === null) return <span className={classes.check} />
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps clicks from the row
    <label className={classes.check} onClick={event => event.stopPropagation()}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={checks.label(row)}
        checked={isChecked}
        onChange={() => {
          checks.toggle(row)
          onChecked()
        }}
      />
    </label>
  )
}

/** What a key does: it moves to a row, opens or closes a folder, or opens what is active. Null for other keys. */
function keyAction<Item>(key: string, active: number, rows: readonly TreeRow<Item>[]) {
  const { isFolder, isOpen, depth } = rows[active]!
  const parent = rows.findLastIndex((row, index) => index < active && row.depth < depth)
  const actions: Record<string, number | 'toggle' | 'open' | null> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + 10,
    PageUp: active - 10,
    Home: 0,
    End: rows.length - 1,
    ArrowRight: !isFolder ? null : isOpen ? active + 1 : 'toggle',
    ArrowLeft: isFolder && isOpen ? 'toggle' : Math.max(parent, 0),
    Enter: 'open',
    ' ': 'open',
  }
  return actions[key] ?? null
}

/** The check boxes of rows. `isChecked`: null for a row without one; `toggle` is called for it too, to say why. */
type Checks<Item> = {
  isChecked: (row: TreeRow<Item>) => boolean | null
  label: (row: TreeRow<Item>) => string
  toggle: (row: TreeRow<Item>) => void
}

type CheckBoxProps<Item> = { row: TreeRow<Item>; checks: Checks<Item>; onChecked: () => void }

type Props<Item> = {
  label: string
  rows: readonly TreeRow<Item>[]
  /** The path of the file that is open. */
  selected: string | null
  cells: (row: TreeRow<Item>) => ReactNode
  checks?: Checks<Item> | undefined
  revealed?: string | null
  onToggle: (row: TreeRow<Item>) => void
  onOpen: (path: string) => void
  onEnd?: () => void
}
