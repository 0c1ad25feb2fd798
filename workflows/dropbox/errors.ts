import { RefusedError } from '../refused-error.ts'

/** Dropbox refuses the refresh token, or a person disconnected Dropbox. A person must reconnect it. */
export class DropboxDisconnectedError extends Error {
  override name = 'DropboxDisconnectedError'
  constructor() {
    super('Lectern is no longer connected to Dropbox. Reconnect Dropbox.')
  }
}

/** The saved cursor is no longer valid. The folder must be listed again. */
export class CursorReset extends Error {
  override name = 'CursorReset'
}

/**
 * A refusal with the endpoint's own reason about a path, such as `path/not_found`. The dots at the end of Dropbox's
 * summary are random.
 */
export class DropboxEndpointError extends Error {
  override name = 'DropboxEndpointError'
  readonly tag: string
  constructor(summary: string) {
    super(`Dropbox: ${summary}`)
    this.tag = summary.replace(/[./]+$/, '')
  }

  /** Whether there is nothing of the requested kind at the path. */
  get isNotFound(): boolean {
    return /^path\/(not_found|not_file|not_folder|malformed_path)/.test(this.tag)
  }

  /** Whether the path can never name anything, such as one with an empty part. */
  get isMalformedPath(): boolean {
    return this.tag.startsWith('path/malformed_path')
  }
}

/** Dropbox refuses a call for good. `isOfAccount`: it refuses every call of this kind, whatever its arguments are. */
export class DropboxRefusedError extends RefusedError {
  override name = 'DropboxRefusedError'
  readonly isOfAccount: boolean
  constructor(message: string, isOfAccount: boolean) {
    super({ code: 'DROPBOX_REFUSED', message })
    this.isOfAccount = isOfAccount
  }
}

/** The response to a failed call. */
export type FailedResponse = { status: number; body: unknown; headers: Headers }

/**
 * Returns the seconds to wait, from header and body, or null if Dropbox named none. (429 responses have both, one, or
 * neither.)
 */
export function retryAfterSeconds({ body, headers }: FailedResponse): number | null {
  const candidates = [
    Number(headers.get('retry-after') ?? Number.NaN),
    Number((body as { error?: { retry_after?: number } })?.error?.retry_after ?? Number.NaN),
  ]
  const finiteSeconds = candidates.filter(seconds => Number.isFinite(seconds))
  return finiteSeconds.length > 0 ? Math.max(...finiteSeconds) : null
}

/** Returns the `error_summary` of a JSON error, or '' if the body is text, HTML, or empty. */
export function errorSummary(body: unknown): string {
  return (body as { error_summary?: string })?.error_summary ?? ''
}

/** Parses the body of a response. Errors may be JSON, text, or a page. */
export function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
