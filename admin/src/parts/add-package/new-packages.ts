import { keyOf } from './folder.ts'

/** What a person entered for a folder. Absent: nothing yet, so the suggestion counts. */
export type Edits = { title?: string; slug?: string; description?: string }

/** What was entered for each folder, by its key. */
export type EditsByKey = Readonly<Record<string, Edits>>

/** A chosen folder. `suggestedSlug`: undefined while it is not known yet, and null when the name of the folder gives none. */
export type ChosenFolder = { path: string; suggestedSlug: string | null | undefined }

/**
 * The slugs of several new packages in the order of their folders: what was entered, or else the suggestion. Folders of one
 * name have the same suggestion, so later ones get a number. Undefined while a suggestion is not known yet.
 */
export function slugsOf(folders: readonly ChosenFolder[], edits: EditsByKey): (string | undefined)[] {
  const entered = folders.map(({ path }) => edits[keyOf(path)]?.slug)
  const used = new Set(entered)
  return folders.map(({ suggestedSlug }, index) => {
    const slug = entered[index]
    if (slug !== undefined) return slug
    if (!suggestedSlug) return suggestedSlug === null ? '' : undefined
    const free = firstFree(suggestedSlug, used)
    used.add(free)
    return free
  })
}

/** The slug, or with the first number behind it that is not in use. */
function firstFree(slug: string, used: ReadonlySet<string | undefined>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug.slice(0, 59)}-${number}`
    if (!used.has(candidate)) return candidate
  }
}
