import type { Lane } from '@lectern/schema/changes/items'
import type { Package } from '@lectern/schema/database'

/** A package while a lane copies it: its row, and the page that it opens with. */
export type CopiedPackage = { lane: Lane; pkg: Package; rootPage: string | null }
