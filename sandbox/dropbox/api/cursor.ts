import { z } from 'zod'

const cursorShape = z.strictObject({
  /** The name of the journal that `since` refers to. */
  journal: z.string(),
  /** The path_lower of the listed folder. A cursor follows the path, even if the client named the folder by id. */
  path: z.string(),
  recursive: z.boolean(),
  limit: z.int().min(1),
  includeDeleted: z.boolean(),
  includeNonDownloadable: z.boolean(),
  /** The journal's sequence up to which the client has all changes, or gets them with the listing. */
  since: z.int().min(0),
  /** The last path of a listing in progress, or '' before the first one. */
  after: z.string().optional(),
  /** Whether the last page returned has_more. */
  halfway: z.boolean(),
})

/**
 * A client's position: within a listing (`after`) or at a sequence. Holds the options too, so the server keeps no
 * state.
 */
export type Cursor = z.infer<typeof cursorShape>

/** Encodes a cursor as the opaque string that clients see. */
export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** Decodes a cursor. Returns undefined for a string that `encodeCursor` did not produce. */
export function decodeCursor(opaque: string): Cursor | undefined {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(opaque, 'base64url').toString()))
  } catch {
    return undefined
  }
}
