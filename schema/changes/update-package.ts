import type { Package, Tx } from '../database.ts'
import { invalidInput } from '../errors.ts'
import { rootPage } from '../reads/root-page.ts'
import { lockPackage, type Outcome } from './change.ts'

/** What may be changed of a package; what is absent stays. `syncWhenQuietMinutes` null: only when somebody asks. */
export type PackageUpdate = {
  title?: string | null
  description?: string | null
  /** Null: Lectern chooses by itself. */
  rootPage?: string | null
  syncWhenQuietMinutes?: number | null
}

type Facts = Pick<Package, 'title' | 'description' | 'rootPage' | 'quietMinutes'>

const words: Record<keyof Facts, string> = {
  title: 'title',
  description: 'description',
  rootPage: 'first page',
  quietMinutes: 'when it is synchronised by itself',
}

/** Changes what people say about a package. INVALID_INPUT names the field; what is as it was makes no event. */
export async function updatePackage(tx: Tx, packageId: string, input: PackageUpdate): Promise<Outcome<Package>> {
  const pkg = await lockPackage(tx, packageId)
  const wished = await wishedFacts(tx, pkg, input)
  const changed = (Object.keys(wished) as (keyof Facts)[]).filter(name => wished[name] !== pkg[name])
  if (changed.length === 0) return { result: pkg }
  // Whoever just switched it on waits for the first look.
  const peek = changed.includes('quietMinutes') ? { peekedAt: null } : {}
  const result = await tx.package.update({ where: { id: packageId }, data: { ...wished, ...peek } })
  return {
    result,
    events: [
      {
        action: 'package.updated',
        subjectType: 'Package',
        subjectId: packageId,
        packageId,
        summary: `«${result.title}» was changed: ${changed.map(name => words[name]).join(', ')}`,
        before: told(pkg, changed),
        after: told(result, changed),
      },
    ],
  }
}

async function wishedFacts(tx: Tx, pkg: Package, input: PackageUpdate): Promise<Partial<Facts>> {
  const { title, description, rootPage: page, syncWhenQuietMinutes: minutes } = input
  return {
    ...(title !== undefined && { title: titleOf(title) }),
    ...(description !== undefined && { description: description?.trim() || null }),
    ...(page !== undefined && { rootPage: page === null ? null : await pageAtRoot(tx, pkg, page) }),
    ...(minutes !== undefined && { quietMinutes: minutesOf(minutes) }),
  }
}

function titleOf(title: string | null): string {
  const given = title?.trim()
  if (!given) throw invalidInput('input.title', 'A package needs a title. Give one with at least one letter.')
  return given
}

function minutesOf(minutes: number | null): number | null {
  if (minutes === null || (minutes >= 1 && minutes <= 1440)) return minutes
  throw invalidInput(
    'input.syncWhenQuietMinutes',
    'Dropbox can be waited for from one minute to a day (1440 minutes). Give a number between, or none to switch it off.',
  )
}

/** A page that is not there would leave the package without a beginning. Before the first synchronisation nobody knows what is there. */
async function pageAtRoot(tx: Tx, { id: packageId, title, revision }: Package, page: string): Promise<string> {
  if (rootPage([page], page) === null)
    throw invalidInput(
      'input.rootPage',
      `«${page}» is no page at the root of the package: give the name of an .html, .htm or .xhtml file that lies in no sub-folder.`,
    )
  if (revision === 0) return page
  const where = { packageId, path: page, untilRevision: null, own: false }
  if ((await tx.draftFile.count({ where })) > 0) return page
  throw invalidInput(
    'input.rootPage',
    `The draft of «${title}» has no page «${page}» at its root. Put it into the Dropbox folder and synchronise, or choose a page that is there.`,
  )
}

/** Facts as the API names them. */
function told(pkg: Facts, names: (keyof Facts)[]) {
  return Object.fromEntries(
    names.map(name => [name === 'quietMinutes' ? 'syncWhenQuietMinutes' : name, pkg[name]] as const),
  )
}
