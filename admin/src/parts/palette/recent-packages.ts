import { useEffect } from 'react'

/** A package that was opened on this device. */
export type RecentPackage = { slug: string; title: string }

const STORAGE_KEY = 'lectern:recent-packages'
const MAX_RECENT = 5

/** Returns the packages that were opened last on this device, the newest first. */
export function recentPackages(): RecentPackage[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRecentPackage).slice(0, MAX_RECENT) : []
  } catch {
    return []
  }
}

/** Remembers an opened package on this device. */
export function useRecentPackage(slug: string, title: string): void {
  useEffect(() => {
    const others = recentPackages().filter(recent => recent.slug !== slug)
    localStorage.setItem(STORAGE_KEY, JSON.stringify([{ slug, title }, ...others].slice(0, MAX_RECENT)))
  }, [slug, title])
}

function isRecentPackage(value: unknown): value is RecentPackage {
  const { slug, title } = (value ?? {}) as Partial<RecentPackage>
  return typeof slug === 'string' && typeof title === 'string'
}
