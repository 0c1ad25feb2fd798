import type { Package, Tx } from '../database.ts'
import { invalidInput } from '../errors.ts'
import { rootPage } from '../files/root-page.ts'
import { lockPackage } from '../transaction.ts'
import type { Change } from '../audit/change.ts'

/** What may be changed of a package; what is absent stays. `autoSyncMinutes` null: only when somebody asks. */
export type PackageUpdate = {
  title?: string | null
  description?: string | null
  /** Null: Lectern chooses by itself. */
  rootPage?: string | null
  autoSyncMinutes?: number | null
}

type EditableFields = Pick<Package, 'title' | 'description' | 'rootPage' | 'autoSyncMinutes'>

const fieldLabels: Record<keyof EditableFields, string> = {
  title: 'title',
  description: 'description',
  rootPage: 'first page',
  autoSyncMinutes: 'when it is synchronised by itself',
}

/** Changes what people say about a package. INVALID_INPUT names the field; what is as it was makes no event. */
export async function updatePackage(tx: Tx, packageId: string, input: PackageUpdate): Promise<Change<Package>> {
  const pkg = await lockPackage(tx, packageId)
  const newFields = await validateUpdate(tx, pkg, input)
  const changed = (Object.keys(newFields) as (keyof EditableFields)[]).filter(name => newFields[name] !== pkg[name])
  if (changed.length === 0) return { result: pkg }
  // Whoever just switched it on waits for the first look.
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
        summary: `«${result.title}» was changed: ${changed.map(name => fieldLabels[name]).join(', ')}`,
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
  if (!trimmed) throw invalidInput('input.title', 'A package needs a title. Give one with at least one letter.')
  return trimmed
}

function validateAutoSyncMinutes(minutes: number | null): number | null {
  if (minutes === null || (minutes >= 1 && minutes <= 1440)) return minutes
  throw invalidInput(
    'input.autoSyncMinutes',
    'Dropbox can be waited for from one minute to a day (1440 minutes). Give a number between, or none to switch it off.',
  )
}

/** A page that is not there would leave the package without a beginning. Before the first synchronisation nobody knows what is there. */
async function validateRootPage(tx: Tx, { id: packageId, title, revision }: Package, page: string): Promise<string> {
  if (rootPage([page], page) === null)
    throw invalidInput(
      'input.rootPage',
      `«${page}» is no page at the root of the package: give the name of an .html, .htm or .xhtml file that lies in no sub-folder.`,
    )
  if (revision === 0) return page
  const where = { packageId, path: page, untilRevision: null, generated: false }
  if ((await tx.draftFile.count({ where })) > 0) return page
  throw invalidInput(
    'input.rootPage',
    `The draft of «${title}» has no page «${page}» at its root. Put it into the Dropbox folder and synchronise, or choose a page that is there.`,
  )
}

/** Facts as the API names them. */
function auditedFields(pkg: EditableFields, names: (keyof EditableFields)[]) {
  return Object.fromEntries(
    names.map(name => [name === 'autoSyncMinutes' ? 'autoSyncMinutes' : name, pkg[name]] as const),
  )
}
