import type { Problem } from '@lectern/domain/errors'
import { DropboxEndpointError } from './dropbox/errors.ts'
import { RefusedError } from './refused-error.ts'
import { s3Refusal } from './storage/s3-refusal.ts'

/**
 * Explains why a service refuses a call for good, and who can change it. Null for every other error: a retry may help,
 * or the error is not one of a service.
 */
export function refusalOf(error: unknown): Problem | null {
  if (error instanceof RefusedError) return error.problem
  // Errors about single files are handled where the files are read. This one is about the package's folder. What is not
  // found may have moved meanwhile, and what is locked is so for a moment: the next attempt looks for it again.
  if (error instanceof DropboxEndpointError && !error.isNotFound && !error.tag.startsWith('path/locked'))
    return {
      code: 'DROPBOX_REFUSED',
      message: `Dropbox refuses to let Lectern read the folder of this package ("${error.tag}"). Check in Dropbox that you can open it, then try again.`,
    }
  return s3Refusal(error)
}
