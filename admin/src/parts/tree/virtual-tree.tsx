import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { ChevronIcon } from '../../theme/icons.tsx'
import type { TreeRow } from './tree-rows.ts'
import classes from './virtual-tree.module.css'

const ROW_HEIGHT = 36
/** How many rows before the last loaded one more are loaded. */
const LOAD_AHEAD = 40

/**
 * A tree of files and folders that renders only the rows in view. Arrow keys move, open, and close; Enter opens a file.
 * `onEnd` is called when the end of `rows` comes near. `cells` are at the right of a name.
 */
export function VirtualTree<Item>({ label, rows, selected, cells, onToggle, onOpen, onEnd }: Props<Item>) {
  const viewport = useRef<HTMLDivElement>(null)
  const id = useId()
  const [active, setActive] = useState(0)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const shown = virtualizer.getVirtualItems()
  const lastIndex = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastIndex >= rows.length - LOAD_AHEAD) onEnd?.()
  }, [lastIndex, rows.length, onEnd])
  const move = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    setActive(next)
    virtualizer.scrollToIndex(next)
  }
  const act = (row: TreeRow<Item>) => (row.isFolder ? onToggle(row) : onOpen(row.path))
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    const action = row && keyAction(event.key, active, rows)
    if (!row || action === null || action === undefined) return
    event.preventDefault()
    if (typeof action === 'number') move(action)
    else if (action === 'toggle') onToggle(row)
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
      <div role="presentation" className={classes.content} style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus, and handles its keys
              // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, and names the active row
              <div
                key={row.path}
                id={`${id}-${index}`}
                role="treeitem"
                aria-level={row.depth + 1}
                aria-expanded={row.isFolder ? row.isOpen : undefined}
                aria-selected={row.path === selected}
                data-active={index === active || undefined}
                className={classes.row}
                style={{ transform: `translateY(${start}px)`, ['--depth' as string]: row.depth }}
                onClick={() => {
                  setActive(index)
                  act(row)
                }}
              >
                <span className={classes.mark} data-open={row.isOpen || undefined}>
                  {row.isFolder && <ChevronIcon size={14} />}
                </span>
                <span className={classes.name} title={row.path}>
                  {row.name}
                </span>
                {cells(row)}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

/** What a key does: it moves to a row, opens or closes a folder, or opens what is active. */
function keyAction<Item>(key: string, active: number, rows: readonly TreeRow<Item>[]) {
  const { isFolder, isOpen, depth } = rows[active]!
  const parent = rows.findLastIndex((row, index) => index < active && row.depth < depth)
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'PageDown':
      return active + 10
    case 'PageUp':
      return active - 10
    case 'Home':
      return 0
    case 'End':
      return rows.length - 1
    case 'ArrowRight':
      return !isFolder ? null : isOpen ? active + 1 : 'toggle'
    case 'ArrowLeft':
      return isFolder && isOpen ? 'toggle' : Math.max(parent, 0)
    case 'Enter':
    case ' ':
      return 'open'
    default:
      return null
  }
}

type Props<Item> = {
  label: string
  rows: readonly TreeRow<Item>[]
  /** The path of the file that is open. */
  selected: string | null
  cells: (row: TreeRow<Item>) => ReactNode
  onToggle: (row: TreeRow<Item>) => void
  onOpen: (path: string) => void
  onEnd?: () => void
}
