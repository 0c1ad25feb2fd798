import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { isDialogOpen } from '../navigation/is-dialog-open.ts'
import { useGoToKeys } from '../navigation/use-go-to-keys.ts'
import { openPalette, openShortcuts, type PaletteDialog, registerPalette } from './open-palette.ts'

const Palette = lazy(() => import('./palette.tsx'))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'))

/** The place of the command palette and of the list of shortcuts. Their code is loaded when one is first opened. */
export function PaletteHost() {
  const [open, setOpen] = useState<PaletteDialog | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  useEffect(
    () =>
      registerPalette(dialog => {
        // Not below a dialog of the page, which may ask for a password.
        if (isDialogOpen()) return
        opener.current = document.activeElement as HTMLElement | null
        setOpen(dialog)
      }),
    [],
  )
  useHotkeys([['mod+K', openPalette]], [])
  useHotkeys([['?', openShortcuts]])
  useGoToKeys()
  const close = () => {
    setOpen(null)
    // Back to where the person was, unless the palette opened another page, which has the focus then.
    setTimeout(() => {
      if (document.activeElement === document.body) opener.current?.focus({ preventScroll: true })
    })
  }
  return (
    <Suspense>
      {open === 'palette' && <Palette close={close} />}
      {open === 'shortcuts' && <ShortcutsDialog close={close} />}
    </Suspense>
  )
}
