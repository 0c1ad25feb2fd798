import type { Problem } from '@lectern/domain/errors'
import { DropboxEndpointError } from '../../dropbox/errors.ts'
import { notDownloadableMessage } from '../../files/junk.ts'
import { ContentHashMismatch } from './store-file.ts'

/** The file changed or moved while it was copied; the next listing says how. */
export const changedDuringCopy: { problem: Problem; final: true } = {
  problem: { code: 'CHANGED_MEANWHILE', message: 'The file changed in Dropbox while it was copied.' },
  final: true,
}

/** Why Dropbox will never hand a file out, with the mend; null when it is something else. */
export function ignoredReasonOf(error: unknown): string | null {
  if (!(error instanceof DropboxEndpointError)) return null
  if (error.tag.startsWith('path/restricted_content'))
    return 'Dropbox does not hand this file out, because somebody claims its copyright. Take it out of the folder, or replace it.'
  if (/unsupported_(file|content_type)/.test(error.tag)) return notDownloadableMessage
  return null
}

/** What a failed try is called, in words for the author. */
export function copyProblemOf(error: unknown): Problem {
  if (error instanceof ContentHashMismatch)
    return { code: 'WRONG_BYTES', message: 'The file arrived damaged. Synchronise once more.' }
  return { code: 'NOT_COPIED', message: 'The file could not be copied. Synchronise once more.' }
}
