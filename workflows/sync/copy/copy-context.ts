import type { Package } from '@lectern/domain/database'
import type { Lane } from '@lectern/domain/sync/items'

/**
 * What a lane knows while it copies a package: the row, and the paths whose leases the lane renews. `ended` is aborted
 * when the lane must start nothing more, because nothing is left or something failed.
 */
export type CopyContext = { lane: Lane; pkg: Package; leasedPaths: Set<string>; ended: AbortController }
