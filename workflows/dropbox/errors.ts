/** Dropbox refuses the refresh token: a person must connect it again. */
export class DropboxDisconnectedError extends Error {
  override name = 'DropboxDisconnectedError'
  constructor() {
    super('Dropbox must be connected again: it no longer accepts our access.')
  }
}

/** The saved cursor is no longer good: the folder must be listed anew. */
export class CursorReset extends Error {
  override name = 'CursorReset'
}

/** A refusal that names the endpoint's own reason, as `path/not_found`; the dots at the end of Dropbox's summary are random. */
export class DropboxEndpointError extends Error {
  override name = 'DropboxEndpointError'
  readonly tag: string
  constructor(summary: string) {
    super(`Dropbox: ${summary}`)
    this.tag = summary.replace(/[./]+$/, '')
  }
}

/** How a failed call should be taken. `waitSeconds`: Dropbox asked us to wait. */
export type FailedResponse = { status: number; body: unknown; headers: Headers }

/** Seconds to wait from header and body; null when Dropbox named none. (429 has both, one or neither.) */
export function retryAfterSeconds({ body, headers }: FailedResponse): number | null {
  const candidates = [
    Number(headers.get('retry-after') ?? Number.NaN),
    Number((body as { error?: { retry_after?: number } })?.error?.retry_after ?? Number.NaN),
  ]
  const finiteSeconds = candidates.filter(seconds => Number.isFinite(seconds))
  return finiteSeconds.length > 0 ? Math.max(...finiteSeconds) : null
}

/** The `error_summary` of a JSON error; '' where the body is text, HTML or nothing. */
export function errorSummary(body: unknown): string {
  return (body as { error_summary?: string })?.error_summary ?? ''
}
