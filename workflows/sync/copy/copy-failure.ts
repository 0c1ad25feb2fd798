import type { Problem } from '@lectern/domain/errors'
import { DropboxDisconnectedError, DropboxEndpointError } from '../../dropbox/errors.ts'
import { notDownloadableMessage } from '../../files/junk.ts'
import { privateKeyReason } from '../../files/left-out.ts'
import { restrictedReason } from '../../files/restricted.ts'
import { refusalOf } from '../../refusal.ts'
import { PrivateKeyError } from './refuse-private-key.ts'
import { ContentHashMismatch } from './store-file.ts'

/** The file changed or moved while it was being copied. The next listing says how. */
export const changedDuringCopy: { problem: Problem; final: true } = {
  problem: { code: 'FILE_CHANGED', message: 'The file changed in Dropbox while it was being copied.' },
  final: true,
}

/** Returns whether no file can be copied now, so that the run must pause or end. */
export const endsCopying = (error: unknown): boolean =>
  error instanceof DropboxDisconnectedError || (!(error instanceof DropboxEndpointError) && refusalOf(error) !== null)

/** Returns why a file is left out that cannot or must not be copied, with the fix, or null for any other error. */
export function ignoredReasonOf(error: unknown): string | null {
  if (error instanceof PrivateKeyError) return privateKeyReason
  if (!(error instanceof DropboxEndpointError)) return null
  if (error.tag.startsWith('path/restricted_content')) return restrictedReason
  if (/unsupported_(file|content_type)/.test(error.tag)) return notDownloadableMessage
  return null
}

/** Describes a failed attempt to the author. */
export function copyProblemOf(error: unknown): Problem {
  if (error instanceof ContentHashMismatch)
    return { code: 'WRONG_BYTES', message: 'The file arrived damaged. Synchronize again.' }
  return { code: 'NOT_COPIED', message: 'The file could not be copied. Synchronize again.' }
}
