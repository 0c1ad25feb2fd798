import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { isDialogOpen } from '../navigation/is-dialog-open.ts'
import { useGoToKeys } from '../navigation/use-go-to-keys.ts'
import { showToast } from '../toast/show-toast.ts'
import { openPalette, openShortcuts, type PaletteDialog, registerPalette } from './open-palette.ts'

const loadPalette = () => import('./palette.tsx')
const loadShortcuts = () => import('./shortcuts-dialog.tsx')
const Palette = lazy(loadPalette)
const ShortcutsDialog = lazy(loadShortcuts)

/** How long after the first page the palette is loaded, in milliseconds: it lists what was opened last also while offline. */
const PRELOAD_AFTER_MS = 8_000

/** The place of the command palette and of the list of shortcuts. Their code is loaded when one is first opened, or when the page has been there for a while. */
export function PaletteHost() {
  const [open, setOpen] = useState<PaletteDialog | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  useEffect(
    () =>
      registerPalette(dialog => {
        // Not below a dialog of the page, which may ask for a password.
        if (isDialogOpen()) return
        opener.current = document.activeElement as HTMLElement | null
        const load = dialog === 'palette' ? loadPalette : loadShortcuts
        load().then(
          () => setOpen(dialog),
          () => showToast({ message: t('problem.unreachable'), isError: true }),
        )
      }),
    [],
  )
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => {}), PRELOAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
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
