import type { ReactNode } from 'react'

/** One line of the palette. `aside` is at its right. */
export type PaletteItem = { id: string; label: string; icon: ReactNode; aside?: ReactNode; run: () => void }

/** A part of the palette's list with its heading. */
export type PaletteGroup = { label: string; items: PaletteItem[] }
