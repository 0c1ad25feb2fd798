import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { openPalette, openShortcuts, type PaletteDialog, registerPalette } from './open-palette.ts'
import { useGoToKeys } from './use-go-to-keys.ts'

const Palette = lazy(() => import('./palette.tsx'))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'))

/** The place of the command palette and of the list of shortcuts. Their code is loaded when one is first opened. */
export function PaletteHost() {
  const [open, setOpen] = useState<PaletteDialog | null>(null)
  useEffect(() => registerPalette(setOpen), [])
  useHotkeys([['mod+K', openPalette]], [])
  useHotkeys([['?', openShortcuts]])
  useGoToKeys()
  const close = () => setOpen(null)
  return (
    <Suspense>
      {open === 'palette' && <Palette close={close} />}
      {open === 'shortcuts' && <ShortcutsDialog close={close} />}
    </Suspense>
  )
}
