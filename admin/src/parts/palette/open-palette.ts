/** The dialogs that can be opened from anywhere. */
export type PaletteDialog = 'palette' | 'shortcuts'

let show: ((dialog: PaletteDialog) => void) | undefined

/** Sets what opens the dialogs: their place in the frame. Returns a function that removes it. */
export function registerPalette(newShow: (dialog: PaletteDialog) => void): () => void {
  show = newShow
  return () => {
    if (show === newShow) show = undefined
  }
}

/** Opens the command palette. */
export const openPalette = () => show?.('palette')

/** Opens the list of keyboard shortcuts. */
export const openShortcuts = () => show?.('shortcuts')
