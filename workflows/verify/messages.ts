import type { Discrepancy } from '@lectern/domain/database'

/** How far a mend went. `ASKED`: a synchronisation is asked for that brings it; `LOST`: nothing that Lectern has can mend it. */
export type RepairOutcome = 'NONE' | 'DONE' | 'ASKED' | 'LOST'

type Difference = Pick<Discrepancy, 'store' | 'kind'> & { isInRelease: boolean; outcome: RepairOutcome }

const repairHint = 'Verify with repair to put it right.'

/** What a difference means and what helps, in words for the author. */
export function describeDifference(difference: Difference): string {
  const { store } = difference
  return store === 'DROPBOX'
    ? `${dropboxMessages[difference.kind]} ${dropboxFix(difference)}`
    : storageMessage(difference)
}

const dropboxMessages: Record<Discrepancy['kind'], string> = {
  MISSING: 'The draft has this file, and Dropbox has it no more.',
  FOREIGN: 'Dropbox has this file, and the draft has it not.',
  CHANGED: 'Dropbox has this file with another content than the draft.',
}

const dropboxFix = ({ outcome }: Difference) =>
  outcome === 'ASKED' ? 'A synchronisation takes what Dropbox has.' : 'Synchronise to take what Dropbox has.'

function storageMessage({ kind, isInRelease, outcome }: Difference): string {
  if (kind === 'FOREIGN') {
    const problem = `Something lies among the files of the ${isInRelease ? 'release' : 'draft'} that is none of them. Nobody sees it.`
    return `${problem} ${outcome === 'DONE' ? 'It was taken away.' : 'Verify with repair to have it taken away.'}`
  }
  if (kind === 'CHANGED') {
    const problem =
      'Its object in S3 was written over or emptied by somebody else. What people see is still the right file.'
    return `${problem} ${outcome === 'DONE' ? 'It was put right.' : repairHint}`
  }
  const problem = 'Its bytes in S3 are gone.'
  if (outcome === 'DONE') return `${problem} They were copied again from where the same file lies elsewhere.`
  if (outcome === 'ASKED') return `${problem} A synchronisation takes the file from Dropbox again.`
  if (outcome === 'LOST' && isInRelease)
    return `${problem} The same bytes lie nowhere else. Publish the draft as a new release.`
  if (outcome === 'LOST')
    return `${problem} The same bytes lie nowhere else. Synchronise to take the file from Dropbox again.`
  return `${problem} ${repairHint}`
}
