import { startTransition, useEffect, useOptimistic, useRef, useState } from 'react'
import { useAddress } from '../address.ts'
import { choiceProblem, chosenParam, chosenPaths, isChosen, overlappingChoice } from './chosen-folders.ts'
import { keyOf, type TreeFolder } from './folder.ts'

/** The folders that are chosen to become packages. The address contains them. `refusal`: why the last one could not be chosen. */
export function useChosenFolders() {
  const { params, change } = useAddress()
  const [refusal, setRefusal] = useState<string | null>(null)
  // The router changes the address in a transition, and a check box must not wait for it.
  const [paths, setPaths] = useOptimistic<readonly string[]>(chosenPaths(params.get('chosen')))
  const newest = useRef(paths)
  useEffect(() => {
    newest.current = paths
  }, [paths])
  const choose = (chosen: readonly string[]) => {
    setRefusal(null)
    startTransition(() => {
      setPaths(chosen)
      change({ chosen: chosenParam(chosen) }, { replace: true })
    })
  }
  const remove = (path: string) => choose(paths.filter(other => keyOf(other) !== keyOf(path)))
  return {
    paths,
    refusal,
    remove,
    /** Removes folders from those that are chosen by now, which may be others than at the last rendering. Returns the rest. */
    removeAll: (removed: readonly string[]): readonly string[] => {
      const keys = new Set(removed.map(keyOf))
      const rest = newest.current.filter(path => !keys.has(keyOf(path)))
      choose(rest)
      return rest
    },
    /** Null when the folder cannot be chosen. */
    isChosen: (folder: TreeFolder): boolean | null =>
      folder.problem || overlappingChoice(folder.path, paths) ? null : isChosen(folder.path, paths),
    toggle: (folder: TreeFolder) => {
      if (isChosen(folder.path, paths)) return remove(folder.path)
      const problem = choiceProblem(folder, paths)
      if (problem) setRefusal(problem)
      else choose([...paths, folder.path])
    },
  }
}

export type ChosenFolders = ReturnType<typeof useChosenFolders>
