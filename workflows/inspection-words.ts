import type { Discrepancy } from '@lectern/schema/database'

/** How far a mend went. `ASKED`: a synchronisation is asked for that brings it; `LOST`: nothing that Lectern has can mend it. */
export type Mend = 'NONE' | 'DONE' | 'ASKED' | 'LOST'

type Difference = Pick<Discrepancy, 'place' | 'kind'> & { ofRelease: boolean; mend: Mend }

const verifyAgain = 'Verify with repair to put it right.'

/** What a difference means and what helps, in words for the author. */
export function wordsFor(difference: Difference): string {
  const { place } = difference
  return place === 'DROPBOX' ? `${inDropbox[difference.kind]} ${dropboxMend(difference)}` : inStorage(difference)
}

const inDropbox: Record<Discrepancy['kind'], string> = {
  MISSING: 'The draft has this file, and Dropbox has it no more.',
  FOREIGN: 'Dropbox has this file, and the draft has it not.',
  CHANGED: 'Dropbox has this file with another content than the draft.',
}

const dropboxMend = ({ mend }: Difference) =>
  mend === 'ASKED' ? 'A synchronisation takes what Dropbox has.' : 'Synchronise to take what Dropbox has.'

function inStorage({ kind, ofRelease, mend }: Difference): string {
  if (kind === 'FOREIGN') {
    const what = `Something lies among the files of the ${ofRelease ? 'release' : 'draft'} that is none of them. Nobody sees it.`
    return `${what} ${mend === 'DONE' ? 'It was taken away.' : 'Verify with repair to have it taken away.'}`
  }
  if (kind === 'CHANGED') {
    const what =
      'Its place in S3 was written over or emptied by somebody else. What people see is still the right file.'
    return `${what} ${mend === 'DONE' ? 'It was put right.' : verifyAgain}`
  }
  const gone = 'Its bytes in S3 are gone.'
  if (mend === 'DONE') return `${gone} They were copied again from where the same file lies elsewhere.`
  if (mend === 'ASKED') return `${gone} A synchronisation takes the file from Dropbox again.`
  if (mend === 'LOST' && ofRelease)
    return `${gone} The same bytes lie nowhere else. Publish the draft as a new release.`
  if (mend === 'LOST')
    return `${gone} The same bytes lie nowhere else. Synchronise to take the file from Dropbox again.`
  return `${gone} ${verifyAgain}`
}
