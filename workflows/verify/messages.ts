import type { Discrepancy } from '@lectern/domain/database'

/**
 * The outcome of a repair. `ASKED`: a sync run was requested that restores the file. `LOST`: nothing that Lectern has
 * can repair it.
 */
export type RepairOutcome = 'NONE' | 'DONE' | 'ASKED' | 'LOST'

type Difference = Pick<Discrepancy, 'store' | 'kind'> & { isInRelease: boolean; outcome: RepairOutcome }

const repairHint = 'Verify with repair to fix it.'

/** Describes a difference and its fix to the author. */
export function describeDifference(difference: Difference): string {
  const { store } = difference
  return store === 'DROPBOX'
    ? `${dropboxMessages[difference.kind]} ${dropboxFix(difference)}`
    : storageMessage(difference)
}

const dropboxMessages: Record<Discrepancy['kind'], string> = {
  MISSING: 'The draft has this file, but Dropbox no longer has it.',
  FOREIGN: 'Dropbox has this file, but the draft does not have it.',
  CHANGED: 'The content of this file in Dropbox differs from the draft.',
}

const dropboxFix = ({ outcome }: Difference) =>
  outcome === 'ASKED' ? 'Lectern synchronizes to match Dropbox.' : 'Synchronize to match Dropbox.'

function storageMessage({ kind, isInRelease, outcome }: Difference): string {
  if (kind === 'FOREIGN') {
    const problem = `S3 holds an object among the files of the ${isInRelease ? 'release' : 'draft'} that is not one of them. Nobody sees it.`
    return `${problem} ${outcome === 'DONE' ? 'It was removed.' : 'Verify with repair to remove it.'}`
  }
  if (kind === 'CHANGED') {
    const problem =
      'Its object in S3 was overwritten or deleted from outside Lectern. Viewers still see the correct file.'
    return `${problem} ${outcome === 'DONE' ? 'It was fixed.' : repairHint}`
  }
  const problem = 'Its bytes in S3 are gone.'
  if (outcome === 'DONE') return `${problem} They were restored from another copy of the same file.`
  if (outcome === 'ASKED') return `${problem} Lectern synchronizes to copy the file from Dropbox again.`
  if (outcome === 'LOST' && isInRelease)
    return `${problem} There is no other copy of them. Publish the draft as a new release.`
  if (outcome === 'LOST')
    return `${problem} There is no other copy of them. Synchronize to copy the file from Dropbox again.`
  return `${problem} ${repairHint}`
}
