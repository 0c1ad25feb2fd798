/** The exit codes. docs/command-line.md explains them to the authors of scripts, so their numbers stay. */
export const exitCodes = {
  done: 0,
  /** The work ended without success: FAILED, BLOCKED, or CANCELED. */
  failed: 1,
  wrongUsage: 2,
  notSignedIn: 3,
  /** The API refused the operation, such as NOT_FOUND, FORBIDDEN, or CONFLICT. */
  refused: 4,
  unreachable: 5,
  waitsForPerson: 6,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends the program with a message for the user. `code`: the code of an error of the API or of Lectern's work. */
export class CommandError extends Error {
  readonly exitCode: ExitCode
  readonly code: string
  readonly details: { requestId?: string; field?: string }

  constructor(exitCode: ExitCode, code: string, message: string, details: CommandError['details'] = {}) {
    super(message)
    this.exitCode = exitCode
    this.code = code
    this.details = details
  }
}
