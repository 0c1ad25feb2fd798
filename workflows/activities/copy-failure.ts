import type { Problem } from '@lectern/schema/errors'
import { DropboxRefusal } from '../clients/dropbox-errors.ts'
import { notHandedOut } from '../junk.ts'
import { WrongBytes } from './place-file.ts'

/** The file changed or moved while it was copied; the next listing says how. */
export const changedMeanwhile: { problem: Problem; final: true } = {
  problem: { code: 'CHANGED_MEANWHILE', message: 'The file changed in Dropbox while it was copied.' },
  final: true,
}

/** Why Dropbox will never hand a file out, with the mend; null when it is something else. */
export function leftOutReason(error: unknown): string | null {
  if (!(error instanceof DropboxRefusal)) return null
  if (error.tag.startsWith('path/restricted_content'))
    return 'Dropbox does not hand this file out, because somebody claims its copyright. Take it out of the folder, or replace it.'
  if (/unsupported_(file|content_type)/.test(error.tag)) return notHandedOut
  return null
}

/** What a failed try is called, in words for the author. */
export function problemOf(error: unknown): Problem {
  if (error instanceof WrongBytes)
    return { code: 'WRONG_BYTES', message: 'The file arrived damaged. Synchronise once more.' }
  return { code: 'NOT_COPIED', message: 'The file could not be copied. Synchronise once more.' }
}
