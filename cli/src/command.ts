import { ApiClient } from './api/client.ts'
import { readCredentials } from './credentials.ts'
import { CommandError, exitCodes } from './exit-codes.ts'
import type { Output } from './output/output.ts'

/** What every command gets: where to print, and `signal`, which is aborted by Ctrl-C. */
export type CommandContext = {
  output: Output
  env: Record<string, string | undefined>
  stdin: NodeJS.ReadStream
  stderr: NodeJS.WriteStream
  signal: AbortSignal
}

/** Opens the API with the saved credentials or those of the environment. */
export const openApi = ({ env }: CommandContext): ApiClient => new ApiClient(readCredentials(env))

/** Returns what the API found. Throws NOT_FOUND for null. `subject`: such as "The package lesson". */
export function requireFound<T>(value: T | null | undefined, subject: string): T {
  if (value != null) return value
  throw new CommandError(
    exitCodes.refused,
    'NOT_FOUND',
    `${subject} does not exist, or the token does not give access to it.`,
  )
}
