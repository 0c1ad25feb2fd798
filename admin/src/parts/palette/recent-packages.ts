import { useEffect } from 'react'
import { useViewerId } from '../../graphql/use-has-permission.ts'

/** A package that was opened on this device. */
export type RecentPackage = { slug: string; title: string }

/** Each person has a list of their own, because people share browsers. */
const storageKey = (viewerId: string | undefined) => `lectern:recent-packages:${viewerId ?? ''}`
const MAX_RECENT = 5

/** Returns the packages that this person opened last on this device, the newest first. */
export function recentPackages(viewerId: string | undefined): RecentPackage[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey(viewerId)) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRecentPackage).slice(0, MAX_RECENT) : []
  } catch {
    return []
  }
}

/** Remembers an opened package on this device. */
export function useRecentPackage(slug: string, title: string): void {
  const viewerId = useViewerId()
  useEffect(() => {
    const others = recentPackages(viewerId).filter(recent => recent.slug !== slug)
    const recent = JSON.stringify([{ slug, title }, ...others].slice(0, MAX_RECENT))
    try {
      localStorage.setItem(storageKey(viewerId), recent)
    } catch {
      // The storage is full or blocked. The list is only a convenience.
    }
  }, [slug, title, viewerId])
}

function isRecentPackage(value: unknown): value is RecentPackage {
  const { slug, title } = (value ?? {}) as Partial<RecentPackage>
  return typeof slug === 'string' && typeof title === 'string'
}
