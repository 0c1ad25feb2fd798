import type { ServerResponse } from 'node:http'
import { sendApiError } from '../../api-error.ts'

/**
 * Sends that a preview link permits nothing: it ended or does not exist. The player thus distinguishes this from a
 * network that is unavailable.
 */
export const sendPreviewEnded = (response: ServerResponse): void =>
  sendApiError(response, 404, {
    message: 'This preview link no longer works. Ask the person who gave it to you for a new one.',
    code: 'NOT_FOUND',
  })

/** Sends that a viewer token permits nothing: it expired, was revoked, or does not exist. */
export const sendViewerEnded = (response: ServerResponse): void =>
  sendApiError(response, 403, {
    message: 'Your link is no longer valid. Open the lesson again from your school’s website.',
    code: 'FORBIDDEN',
  })
