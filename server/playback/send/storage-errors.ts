/** Returns the HTTP status of a failed S3 call. Undefined if S3 did not respond. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode

/** Checks whether the object does not exist. Without permission to list, S3 returns 403 for missing keys. */
export const isNotFoundError = (error: unknown): boolean => [400, 403, 404].includes(statusOf(error) ?? 0)
