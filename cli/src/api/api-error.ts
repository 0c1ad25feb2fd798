import { CommandError, type ExitCode, exitCodes } from '../exit-codes.ts'

/** An error in a response of the API, as far as it is used here. */
type ResponseError = {
  message: string
  extensions?: {
    code?: string
    field?: string | null
    requestId?: string
    retryAfterSeconds?: number
    problems?: { path?: string | null; message: string }[]
  }
}

const exitCodeByCode: Record<string, ExitCode> = {
  UNAUTHENTICATED: exitCodes.notSignedIn,
  UNAVAILABLE: exitCodes.unreachable,
  RATE_LIMITED: exitCodes.unreachable,
  INTERNAL: exitCodes.unreachable,
}

/** The API answered with an error. `retryAfterMs`: when the same operation may succeed. Null: not without a change. */
export class ApiError extends CommandError {
  readonly retryAfterMs: number | null

  constructor({ message, extensions = {} }: ResponseError) {
    const { code = 'INTERNAL', field, requestId, retryAfterSeconds, problems = [] } = extensions
    const sentences = [message, ...problems.map(problem => problem.message)].filter(isFirst)
    super(exitCodeByCode[code] ?? exitCodes.refused, code, sentences.join(' '), {
      requestId,
      field: field ?? undefined,
    })
    const isTemporary = code === 'RATE_LIMITED' || code === 'UNAVAILABLE'
    this.retryAfterMs = isTemporary ? (retryAfterSeconds ?? 2) * 1000 : null
  }
}

const isFirst = <T>(value: T, index: number, all: T[]) => all.indexOf(value) === index

/** There was no complete answer: Lectern, or the network, or a proxy between them is down. */
export class ConnectionError extends CommandError {
  readonly retryAfterMs = 1_000

  constructor(message: string) {
    super(exitCodes.unreachable, 'UNREACHABLE', message)
  }
}

/** Returns after which time to try again, in milliseconds, or null if that cannot help. */
export const retryAfterMs = (error: unknown): number | null =>
  error instanceof ApiError || error instanceof ConnectionError ? error.retryAfterMs : null
