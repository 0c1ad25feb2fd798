import { z } from 'zod'

const cursorShape = z.strictObject({
  /** The journal that numbers `since`. */
  journal: z.string(),
  /** The listed folder by identity, also when it was named by its id: the cursor stays with the path. */
  path: z.string(),
  recursive: z.boolean(),
  limit: z.int().min(1),
  includeDeleted: z.boolean(),
  includeNonDownloadable: z.boolean(),
  /** Changes up to this sequence are told, or will be by the listing. */
  since: z.int().min(0),
  /** While a listing goes on: its last path so far, or '' before the first. */
  after: z.string().optional(),
  /** The last page said has_more. */
  halfway: z.boolean(),
})

/** Where a client is: in the middle of a listing (`after`), or at a sequence of the journal. Carries the listing's options, so nothing is kept here. */
export type Cursor = z.infer<typeof cursorShape>

/** A cursor as clients see it: opaque. */
export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** Undefined for what `writeCursor` never wrote. */
export function decodeCursor(opaque: string): Cursor | undefined {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(opaque, 'base64url').toString()))
  } catch {
    return undefined
  }
}
