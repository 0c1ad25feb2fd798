import type { Problem } from '@lectern/domain/errors'
import { DropboxEndpointError } from '../../dropbox/errors.ts'
import { notDownloadableMessage } from '../../files/junk.ts'
import { privateKeyReason } from '../../files/left-out.ts'
import { PrivateKeyError } from './refuse-private-key.ts'
import { ContentHashMismatch } from './store-file.ts'

/** The file changed or moved while it was being copied. The next listing says how. */
export const changedDuringCopy: { problem: Problem; final: true } = {
  problem: { code: 'FILE_CHANGED', message: 'The file changed in Dropbox while it was being copied.' },
  final: true,
}

/** Returns why a file is left out that cannot or must not be copied, with the fix, or null for any other error. */
export function ignoredReasonOf(error: unknown): string | null {
  if (error instanceof PrivateKeyError) return privateKeyReason
  if (!(error instanceof DropboxEndpointError)) return null
  if (error.tag.startsWith('path/restricted_content'))
    return 'Dropbox does not release this file because of a copyright claim. Remove it from the folder, or replace it.'
  if (/unsupported_(file|content_type)/.test(error.tag)) return notDownloadableMessage
  return null
}

/** Describes a failed attempt to the author. */
export function copyProblemOf(error: unknown): Problem {
  if (error instanceof ContentHashMismatch)
    return { code: 'WRONG_BYTES', message: 'The file arrived damaged. Synchronize again.' }
  return { code: 'NOT_COPIED', message: 'The file could not be copied. Synchronize again.' }
}
