import { t } from '../../texts/texts.ts'
import { keyOf, nameOf, type TreeFolder } from './folder.ts'

/** The most folders that can be chosen at a time. Each one is counted, and Dropbox limits the calls. */
const MAX_CHOSEN = 20

/** The chosen folders in the address: their paths in a row. Each begins with a slash, so a double slash separates two. */
export const chosenPaths = (param: string | null): string[] =>
  param ? param.split(/\/(?=\/)/).slice(0, MAX_CHOSEN) : []

/** The reverse of `chosenPaths`. Null for none. */
export const chosenParam = (paths: readonly string[]): string | null => paths.join('/') || null

/** Returns whether a folder is one of the chosen ones. */
export const isChosen = (path: string, chosen: readonly string[]): boolean =>
  chosen.some(other => keyOf(other) === keyOf(path))

/** Returns a chosen folder that is around this one, or in it. Null if there is none. */
export function overlappingChoice(path: string, chosen: readonly string[]): { path: string; isAround: boolean } | null {
  const key = keyOf(path)
  const around = chosen.find(other => key.startsWith(`${keyOf(other)}/`))
  if (around !== undefined) return { path: around, isAround: true }
  const inside = chosen.find(other => keyOf(other).startsWith(`${key}/`))
  return inside === undefined ? null : { path: inside, isAround: false }
}

/** Why a folder cannot be chosen in addition to others. Null if it can. */
export function choiceProblem({ path, name, problem }: TreeFolder, chosen: readonly string[]): string | null {
  if (problem) return problem.message
  const overlap = overlappingChoice(path, chosen)
  if (overlap) {
    const names = { name, other: nameOf(overlap.path) }
    return overlap.isAround ? t('addPackage.insideChosenWhy', names) : t('addPackage.aroundChosenWhy', names)
  }
  return chosen.length >= MAX_CHOSEN ? t('addPackage.tooMany', { count: MAX_CHOSEN }) : null
}
