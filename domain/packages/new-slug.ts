import type { Database, Tx } from '../database.ts'
import { conflict, invalidInput, type Problem } from '../errors.ts'
import { addressWords, freeSlug, slugOf } from '../slug.ts'

/** Why a new package cannot have this slug: `INVALID`, `RESERVED`, or `TAKEN`. Null if it can. */
export async function slugProblem(database: Database | Tx, slug: string): Promise<Problem | null> {
  if (slugOf(slug) !== slug || slug === '') return { code: 'INVALID', message: invalidMessage }
  if (addressWords.includes(slug))
    return { code: 'RESERVED', message: `"${slug}" is reserved for Lectern. Choose another one.` }
  if (!(await isTaken(database, slug))) return null
  return { code: 'TAKEN', message: `Another package has "${slug}". Choose another one.` }
}

const invalidMessage = 'Use 1 to 63 of the characters a–z, 0–9, and -, and start and end with a letter or digit.'

/** The slug that a new package from a folder gets by default. Null if the folder's name gives none. */
export async function suggestedSlug(database: Database | Tx, folderName: string): Promise<string | null> {
  const slug = slugOf(folderName)
  return slug ? freeSlug(slug, candidate => isTaken(database, candidate)) : null
}

/** The slug of a new package: the chosen one, or by default one from the folder's name. */
export async function chooseSlug(tx: Tx, chosen: string | null | undefined, folderName: string): Promise<string> {
  if (chosen) {
    const problem = await slugProblem(tx, chosen)
    if (problem?.code === 'TAKEN') throw conflict(problem.message, [], 'input.slug')
    if (problem) throw invalidInput('input.slug', problem.message)
    return chosen
  }
  const slug = await suggestedSlug(tx, folderName)
  if (slug) return slug
  throw invalidInput(
    'input.slug',
    `The folder name "${folderName}" gives no slug. Enter a slug with the characters a–z, 0–9, and -.`,
  )
}

const isTaken = async (database: Database | Tx, slug: string): Promise<boolean> =>
  (await database.package.count({ where: { slug } })) > 0
