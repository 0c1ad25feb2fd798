import type { ServerResponse } from 'node:http'
import { type ApiError, sendApiError, sendRateLimited } from '../api-error.ts'

type SignInError = ApiError & { status: number; reason?: string }

/** Why a sign-in was refused is recorded where `reason` says so. It completes "Refused a sign-in: …". */
const errors: Record<string, SignInError> = {
  INVALID_EMAIL_OR_PASSWORD: {
    ...{ status: 401, code: 'UNAUTHENTICATED', reason: 'the address or the password is wrong' },
    message: 'The email address or the password is wrong. Try again, or let Lectern mail you a link.',
  },
  INVALID_PASSWORD: {
    ...{ status: 400, code: 'INVALID_INPUT', reason: 'the password is wrong' },
    message: 'The password is wrong. Enter your current password.',
  },
  INVALID_CODE: {
    ...{ status: 401, code: 'UNAUTHENTICATED', reason: 'the code is wrong or was used before' },
    message: 'This code is wrong, or it was used before. Enter the next code that your app shows.',
  },
  INVALID_BACKUP_CODE: {
    ...{ status: 401, code: 'UNAUTHENTICATED', reason: 'the recovery code is wrong or was used before' },
    message: 'This recovery code is wrong, or it was used before. Enter another one.',
  },
  INVALID_TWO_FACTOR_COOKIE: {
    ...{ status: 401, code: 'UNAUTHENTICATED' },
    message: 'This sign-in took too long. Sign in again.',
  },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    ...{ status: 401, code: 'UNAUTHENTICATED', reason: 'there were too many wrong codes' },
    message: 'There were too many wrong codes. Sign in again.',
  },
  ACCOUNT_TEMPORARILY_LOCKED: {
    ...{ status: 429, code: 'RATE_LIMITED', reason: 'there were too many wrong codes' },
    message: 'There were too many wrong codes. Try again in 15 minutes.',
    retryAfterSeconds: 15 * 60,
  },
  INVALID_TOKEN: {
    ...{ status: 410, code: 'UNAUTHENTICATED', reason: 'the link was used before or has expired' },
    message: 'This link has expired. Links work once, for a limited time.',
  },
  PROVIDER_NOT_FOUND: {
    ...{ status: 503, code: 'UNAVAILABLE' },
    message: 'The sign-in service of your school cannot be reached. Try again in a minute, or sign in another way.',
    retryAfterSeconds: 60,
  },
  TOTP_ALREADY_ENABLED: {
    ...{ status: 409, code: 'CONFLICT' },
    message: 'You already have a second factor. Remove it before you set up another one.',
  },
  REAUTHENTICATE: {
    ...{ status: 403, code: 'REAUTHENTICATE' },
    message: 'This needs a recent sign-in. Confirm that it is you, then try again.',
  },
  UNAUTHORIZED: { status: 401, code: 'UNAUTHENTICATED', message: 'You are not signed in. Sign in, then try again.' },
  RATE_LIMITED: { status: 429, code: 'RATE_LIMITED', message: '', reason: 'there were too many attempts' },
}
const aliases: Record<string, string> = {
  // A deactivated person, and one who has no account.
  failed_to_create_session: 'INVALID_TOKEN',
  new_user_signup_disabled: 'INVALID_TOKEN',
  FAILED_TO_CREATE_SESSION: 'INVALID_EMAIL_OR_PASSWORD',
  INVALID_EMAIL: 'INVALID_EMAIL_OR_PASSWORD',
  PASSWORD_TOO_LONG: 'INVALID_EMAIL_OR_PASSWORD',
  TOTP_NOT_ENABLED: 'INVALID_CODE',
  BACKUP_CODES_NOT_ENABLED: 'INVALID_BACKUP_CODE',
}

const unknownError: SignInError = {
  ...{ status: 400, code: 'BAD_REQUEST' },
  message: 'This did not work. Reload the page, then try again.',
}

const errorOf = (code: string): SignInError => errors[aliases[code] ?? code] ?? unknownError

/** The reason to record for an error of the sign-in library. Null if it is not a refused sign-in. */
export const refusalReason = (code: string): string | null => errorOf(code).reason ?? null

/** Sends an error of the sign-in library in the format of the API. */
export function sendSignInError(response: ServerResponse, code: string, retryAfterSeconds = 10): void {
  if (code === 'RATE_LIMITED') {
    sendRateLimited(response, retryAfterSeconds)
    return
  }
  const { status, reason: _reason, ...error } = errorOf(code)
  sendApiError(response, status, error)
}
