import type { Change } from '../audit/change.ts'
import type { Package, Tx } from '../database.ts'
import { invalidInput } from '../errors.ts'
import { hasDraft } from '../files/content-version.ts'
import { isPage } from '../files/page-names.ts'
import { findByPath, pathKey } from '../files/path-key.ts'
import { lockActivePackage } from '../transaction.ts'

/** The editable fields of a package. Absent fields stay unchanged. `autoSyncMinutes` null turns auto-sync off. */
export type PackageUpdate = {
  title?: string | null
  description?: string | null
  /** Null means that Lectern chooses the page. */
  rootPage?: string | null
  autoSyncMinutes?: number | null
}

type EditableFields = Pick<Package, 'title' | 'description' | 'rootPage' | 'autoSyncMinutes'>

const fieldLabels: Record<keyof EditableFields, string> = {
  title: 'title',
  description: 'description',
  rootPage: 'start page',
  autoSyncMinutes: 'automatic synchronization',
}

/**
 * Changes the editable fields of a package. Records no event without a change. INVALID_INPUT names the field. CONFLICT if
 * the package is archived.
 */
export async function updatePackage(tx: Tx, packageId: string, input: PackageUpdate): Promise<Change<Package>> {
  const pkg = await lockActivePackage(tx, packageId, 'change it')
  const newFields = await validateUpdate(tx, pkg, input)
  const changed = (Object.keys(newFields) as (keyof EditableFields)[]).filter(name => newFields[name] !== pkg[name])
  if (changed.length === 0) return { result: pkg }
  // Polls at the next opportunity, because the person who turned auto-sync on waits for it.
  const pollReset = changed.includes('autoSyncMinutes') ? { polledAt: null } : {}
  const result = await tx.package.update({ where: { id: packageId }, data: { ...newFields, ...pollReset } })
  return {
    result,
    events: [
      {
        action: 'package.updated',
        subjectType: 'Package',
        subjectId: packageId,
        packageId,
        summary: `Changed "${result.title}": ${changed.map(name => fieldLabels[name]).join(', ')}`,
        before: auditedFields(pkg, changed),
        after: auditedFields(result, changed),
      },
    ],
  }
}

async function validateUpdate(tx: Tx, pkg: Package, input: PackageUpdate): Promise<Partial<EditableFields>> {
  const { title, description, rootPage: page, autoSyncMinutes: minutes } = input
  return {
    ...(title !== undefined && { title: validateTitle(title) }),
    ...(description !== undefined && { description: description?.trim() || null }),
    ...(page !== undefined && { rootPage: page === null ? null : await validateRootPage(tx, pkg, page) }),
    ...(minutes !== undefined && { autoSyncMinutes: validateAutoSyncMinutes(minutes) }),
  }
}

function validateTitle(title: string | null): string {
  const trimmed = title?.trim()
  if (!trimmed) throw invalidInput('input.title', 'The title is empty. Enter a title.')
  return trimmed
}

/** Returns the idle minutes before an automatic synchronization. INVALID_INPUT if they are out of range. */
export function validateAutoSyncMinutes(minutes: number | null): number | null {
  if (minutes === null || (minutes >= 1 && minutes <= 1440)) return minutes
  throw invalidInput(
    'input.autoSyncMinutes',
    'This idle time is out of range. Use 1 to 1440 minutes (one day), or null to turn automatic synchronization off.',
  )
}

/**
 * Checks that the start page exists in the draft, and returns its exact path. Ignores letter case and the form of
 * accents. Before the first synchronization the files are unknown, and any page name is accepted.
 */
async function validateRootPage(tx: Tx, pkg: Package, page: string): Promise<string> {
  const { id: packageId, title } = pkg
  if (!isPage(page))
    throw invalidInput(
      'input.rootPage',
      `"${page}" cannot be the start page. Choose a page of the package, such as an .html file.`,
    )
  if (!hasDraft(pkg)) return page
  // A row whose key is not filled in yet is found by its exact spelling.
  const samePath = [{ pathKey: pathKey(page) }, { pathKey: null, path: page }]
  const files = await tx.draftFile.findMany({
    where: { packageId, untilRevision: null, generated: false, OR: samePath },
    select: { path: true },
  })
  const file = findByPath(files, page)
  if (file) return file.path
  throw invalidInput(
    'input.rootPage',
    `The draft of "${title}" has no page "${page}". Add it to the Dropbox folder and synchronize, or choose an existing page.`,
  )
}

/** Picks fields for an audit event, under the names that the API uses. */
function auditedFields(pkg: EditableFields, names: (keyof EditableFields)[]) {
  return Object.fromEntries(
    names.map(name => [name === 'autoSyncMinutes' ? 'autoSyncMinutes' : name, pkg[name]] as const),
  )
}
