import { z } from 'zod'
import type { Change } from '../audit/change.ts'
import type { SyncRun, Tx } from '../database.ts'
import { conflict, invalidInput } from '../errors.ts'
import { requireNotArchived } from '../transaction.ts'
import { lockPackageAndRun, runEvent } from './sync-runs.ts'

const folderChoice = z.object({ dropboxId: z.string(), path: z.string(), pathLower: z.string(), name: z.string() })

/** A Dropbox folder that a package may continue with. */
export type FolderChoice = z.infer<typeof folderChoice>

/** Returns the folders between which a run waits for a decision. Null when it does not wait for one. */
export const folderChoicesOf = ({ status, folderChoices }: SyncRun): FolderChoice[] | null =>
  status === 'WAITING_FOR_FOLDER' ? z.array(folderChoice).parse(folderChoices) : null

/** Pauses a run until a person chooses the folder that the package continues with. */
export async function requestFolderChoice(tx: Tx, runId: string, choices: FolderChoice[]): Promise<Change<null>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  if (run.finishedAt || run.status === 'WAITING_FOR_FOLDER') return { result: null }
  const data = { status: 'WAITING_FOR_FOLDER', folderChoices: choices, chosenFolderId: null } as const
  await tx.syncRun.update({ where: { id: runId }, data })
  const paths = choices.map(({ path }) => path)
  const summary = `Waiting for a decision which folder "${pkg.title}" continues with: ${paths.join(' or ')}`
  return {
    result: null,
    events: [{ ...runEvent(pkg, run, 'package.syncFolderRequested', summary), after: { folders: paths } }],
  }
}

/**
 * Records the folder that a person chose for the package of a waiting run. CONFLICT if the run does not wait for that, or
 * if the package is archived. INVALID_INPUT if the folder is not one of those that the run offers.
 */
export async function chooseFolder(tx: Tx, runId: string, path: string): Promise<Change<SyncRun>> {
  const { pkg, run } = await lockPackageAndRun(tx, runId)
  requireNotArchived(pkg, 'choose its folder')
  const choices = folderChoicesOf(run)
  if (!choices)
    throw conflict('This synchronization is no longer waiting for the choice of a folder. Check its current status.')
  const chosen = choices.find(choice => choice.path === path || choice.pathLower === path.toLowerCase())
  if (!chosen)
    throw invalidInput(
      'dropboxPath',
      `Choose one of these folders: ${choices.map(choice => choice.path).join(' or ')}.`,
    )
  if (run.chosenFolderId === chosen.dropboxId) return { result: run }
  const waiting = await tx.syncRun.update({ where: { id: runId }, data: { chosenFolderId: chosen.dropboxId } })
  const summary = `Chose the Dropbox folder ${chosen.path} for "${pkg.title}"`
  const event = { ...runEvent(pkg, run, 'package.syncFolderChosen', summary), after: { dropboxPath: chosen.path } }
  return { result: waiting, events: [event] }
}
