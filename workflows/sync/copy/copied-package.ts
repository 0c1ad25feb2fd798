import type { Lane } from '@lectern/domain/sync/items'
import type { Package } from '@lectern/domain/database'

/** A package while a lane copies it: its row, the page that it opens with, and the paths that the lane holds, whose leases it renews. */
export type CopyContext = { lane: Lane; pkg: Package; rootPage: string | null; leasedPaths: Set<string> }
