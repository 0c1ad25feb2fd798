import { useCallback, useState } from 'react'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import { useRestrained } from '../use-restrained.ts'

/** The audit events that add packages to the list, or remove them from it. */
const listActions = ['package.created', 'package.archived', 'package.restored', 'package.updated']

/**
 * Returns a version of the list, which changes when others than those on the screen may be in it, and a function that changes
 * it at once. `stateActions`: the events after which states differ.
 */
export function useListVersion(stateActions: readonly string[]): { version: string; readAgain: () => void } {
  const [version, setVersion] = useState(0)
  const readAgain = useCallback(() => setVersion(last => last + 1), [])
  useRefetchOnEvents(allActions(stateActions), useRestrained(readAgain))
  return { version: String(version), readAgain }
}

const allActions = (stateActions: readonly string[]) => [...new Set([...listActions, ...stateActions])]
