import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Section } from './next-step.ts'

/** Parts of the page that are tabs. All others are on the first one. */
const tabs: Partial<Record<Section, string>> = {
  findings: '?show=findings',
  videos: '?show=videos',
  settings: '?show=settings',
  folder: '?show=settings',
}

/** Returns the address of a part of the package's page, within that page. */
export const sectionAddress = (section: Section) => ({ search: tabs[section] ?? '', hash: `#${section}` })

/** Returns a function that opens the tab with a part of the package's page. */
export function useShowSection(): (section: Section) => void {
  const navigate = useNavigate()
  return section => navigate(sectionAddress(section), { preventScrollReset: true })
}

/** Brings the part that the address names into view and gives it the focus, each time it is opened. */
export function useShownSection(): void {
  const { hash, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same part is shown again by each click
  useEffect(() => {
    const element = hash ? document.getElementById(hash.slice(1)) : null
    element?.scrollIntoView({ block: 'start' })
    element?.focus({ preventScroll: true })
  }, [hash, key])
}
