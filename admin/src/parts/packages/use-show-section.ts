import { useSearchParams } from 'react-router'
import type { Section } from './next-step.ts'

/** Returns a function that brings a part of the package's page into view and gives it the focus. */
export function useShowSection(): (section: Section) => void {
  const [, setParams] = useSearchParams()
  return section => {
    if (section === 'findings') setParams({ show: 'findings' }, { preventScrollReset: true })
    const element = document.getElementById(section)
    element?.scrollIntoView({ block: 'start' })
    element?.focus({ preventScroll: true })
  }
}
