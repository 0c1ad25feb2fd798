/**
 * A result that is said in a corner of the page. `link`: where to see it, as a path of the admin (`to`), or as an address that
 * opens in a new tab (`href`). `undo`: takes the action back; its button says "Undo", or `undoLabel`.
 */
export type Toast = {
  message: string
  isError?: boolean
  link?: { to: string; label: string } | { href: string; label: string }
  undo?: (() => void) | undefined
  undoLabel?: string
}
