import type { Discrepancy } from '@lectern/domain/database'

/**
 * The outcome of a repair. `REQUESTED`: a sync run was requested that restores the file. `LOST`: nothing that Lectern has
 * can repair it.
 */
export type RepairOutcome = 'NONE' | 'DONE' | 'REQUESTED' | 'LOST'

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
  outcome === 'REQUESTED' ? 'Lectern synchronizes to match Dropbox.' : 'Synchronize to match Dropbox.'

function storageMessage({ kind, isInRelease, outcome }: Difference): string {
  if (kind === 'FOREIGN') {
    const problem = `An extra file is stored with this ${isInRelease ? 'release' : 'draft'}. Viewers do not see it.`
    return `${problem} ${outcome === 'DONE' ? 'It was removed.' : 'Verify with repair to remove it.'}`
  }
  if (kind === 'CHANGED') {
    const problem = 'The stored copy was changed outside Lectern. Viewers still see the correct file.'
    return `${problem} ${outcome === 'DONE' ? 'It was fixed.' : repairHint}`
  }
  const problem = 'The stored copy of this file is missing.'
  if (outcome === 'DONE') return `${problem} It was restored from another copy of the same file.`
  if (outcome === 'REQUESTED') return `${problem} Lectern synchronizes to copy the file from Dropbox again.`
  if (outcome === 'LOST' && isInRelease) return `${problem} There is no other copy. Publish the draft as a new release.`
  if (outcome === 'LOST') return `${problem} There is no other copy. Synchronize to copy the file from Dropbox again.`
  return `${problem} ${repairHint}`
}
