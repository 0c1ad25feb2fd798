/** Dropbox refuses the refresh token: a person must connect it again. */
export class DropboxLost extends Error {
  override name = 'DropboxLost'
  constructor() {
    super('Dropbox must be connected again: it no longer accepts our access.')
  }
}

/** The saved cursor is no longer good: the folder must be listed anew. */
export class CursorReset extends Error {
  override name = 'CursorReset'
}

/** A refusal that names the endpoint's own reason, as `path/not_found`; the dots at the end of Dropbox's summary are random. */
export class DropboxRefusal extends Error {
  override name = 'DropboxRefusal'
  readonly tag: string
  constructor(summary: string) {
    super(`Dropbox: ${summary}`)
    this.tag = summary.replace(/[./]+$/, '')
  }
}

/** How a failed call should be taken. `waitSeconds`: Dropbox asked us to wait. */
export type Failure = { status: number; body: unknown; headers: Headers }

/** Seconds to wait from header and body; null when Dropbox named none. (429 has both, one or neither.) */
export function retryAfter({ body, headers }: Failure): number | null {
  const named = [
    Number(headers.get('retry-after') ?? Number.NaN),
    Number((body as { error?: { retry_after?: number } })?.error?.retry_after ?? Number.NaN),
  ]
  const known = named.filter(seconds => Number.isFinite(seconds))
  return known.length > 0 ? Math.max(...known) : null
}

/** The `error_summary` of a JSON error; '' where the body is text, HTML or nothing. */
export function summaryOf(body: unknown): string {
  return (body as { error_summary?: string })?.error_summary ?? ''
}
