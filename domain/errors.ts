import { GraphQLError } from 'graphql'

/** One thing that is wrong, as data: the same in errors, blockers and failed runs. */
export type Problem = { code: string; message: string; path?: string | null }

type Details = { field?: string; problems?: Problem[]; retryAfterSeconds?: number }

/** A failure that a client is told: code, plain words with the mend, and where it applies. Anything else is masked and logged. */
export class ClientError extends GraphQLError {
  constructor(code: string, message: string, details: Details = {}) {
    super(message, { extensions: { code, ...details } })
    this.name = 'ClientError'
  }
}

/** Nobody is signed in, or the token is unknown, expired or revoked. */
export const unauthenticated = () =>
  new ClientError('UNAUTHENTICATED', 'Nobody is signed in. Open your sign-in link, or send a valid API token.')

/** The caller may see it and may not do it. `mend`: unless an administrator can help by giving a right; `problems`: all that is in the way. */
export const forbidden = (
  what: string,
  fix = 'Ask an administrator for the right to do so.',
  problems: Problem[] | undefined = undefined,
) => new ClientError('FORBIDDEN', `You may not ${what}. ${fix}`, problems ? { problems } : {})

/** What the caller may not see does not exist either. */
export const notFound = (what: string) =>
  new ClientError('NOT_FOUND', `${what} does not exist, or is not yours to see.`)

/** It clashes with what is there; `problems` lists all of it at once. */
export const conflict = (message: string, problems: Problem[] = []) =>
  new ClientError('CONFLICT', message, { problems })

/** `field` is the argument's path, as in `input.slug`. */
export const invalidInput = (field: string, message: string) =>
  new ClientError('INVALID_INPUT', message, { field, problems: [{ code: 'INVALID', message, path: null }] })

/** Something that Lectern needs is away for the moment. */
export const unavailable = (message: string, retryAfterSeconds = 5) =>
  new ClientError('UNAVAILABLE', message, { retryAfterSeconds })
