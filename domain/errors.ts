/** One problem, as data. Errors, blockers, and failed runs use the same shape. */
export type Problem = { code: string; message: string; path?: string | null }

type Details = { field?: string; problems?: Problem[]; retryAfterSeconds?: number }

/**
 * An expected failure that clients see: a code, a message with the fix, and the field. Others are masked and logged.
 */
export class ClientError extends Error {
  override name = 'ClientError'
  readonly code: string
  readonly details: Details
  constructor(code: string, message: string, details: Details = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** The error for a caller who is not signed in, or whose token is unknown, expired, or revoked. */
export const unauthenticated = () =>
  new ClientError('UNAUTHENTICATED', 'You are not signed in. Open your sign-in link or send a valid API token.')

/** The error for a person whose last sign-in is too long ago for this. */
export const reauthenticate = () =>
  new ClientError('REAUTHENTICATE', 'This needs a recent sign-in. Confirm that it is you, then try again.')

/** The error for a person who may do this only in a session with a second factor. */
export const secondFactorRequired = () =>
  new ClientError(
    'FORBIDDEN',
    'This needs a second factor. Set one up in your account, or sign in again with it, then try again.',
    { problems: [{ code: 'SECOND_FACTOR_REQUIRED', message: 'This session has no second factor.', path: null }] },
  )

/**
 * The error for a caller who may see an object but not do this to it. `action` completes "You are not allowed to …".
 * `fix` says what else helps, when more permissions do not. `problems` lists everything that blocks the action.
 */
export const forbidden = (
  action: string,
  fix = 'Ask an administrator for permission.',
  problems: Problem[] | undefined = undefined,
) => new ClientError('FORBIDDEN', `You are not allowed to ${action}. ${fix}`, problems ? { problems } : {})

/** The error for a missing object, and for one that the caller may not see: the two must not differ. */
export const notFound = (subject: string) =>
  new ClientError('NOT_FOUND', `${subject} does not exist, or you do not have access to it.`)

/**
 * The error for a request that conflicts with the current state. `problems` lists all conflicts at once. `field` is the
 * path of the argument to change, as in `input.slug`.
 */
export const conflict = (message: string, problems: Problem[] = [], field?: string) =>
  new ClientError('CONFLICT', message, { problems, ...(field && { field }) })

/** The error for an invalid argument. `field` is the argument's path, as in `input.slug`. */
export const invalidInput = (field: string, message: string) =>
  new ClientError('INVALID_INPUT', message, { field, problems: [{ code: 'INVALID', message, path: null }] })

/** The error for a service that Lectern needs and that is temporarily unavailable. */
export const unavailable = (message: string, retryAfterSeconds = 5) =>
  new ClientError('UNAVAILABLE', message, { retryAfterSeconds })
