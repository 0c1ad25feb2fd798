import type { Package } from '@lectern/domain/database'
import type { Lane } from '@lectern/domain/sync/items'

/** What a lane knows while it copies a package: the row, and the paths whose leases the lane renews. */
export type CopyContext = { lane: Lane; pkg: Package; leasedPaths: Set<string> }
