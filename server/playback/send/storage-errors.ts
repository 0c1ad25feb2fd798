/** The HTTP status that S3 answered a failed call with; undefined when it did not answer. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode

/** Is it simply not there? (Without the right to list, S3 says 403 of a key that does not exist.) */
export const isNotFoundError = (error: unknown): boolean => [400, 403, 404].includes(statusOf(error) ?? 0)
