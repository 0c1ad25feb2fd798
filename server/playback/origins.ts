import type { Configuration } from '../configuration.ts'
import type { Address } from '@lectern/domain/playback/content-address'
import { contentOrigin, packageOfHost } from '@lectern/domain/playback/content-origin'

/**
 * Where an address is answered, as the request's `Host` says: here (`own`: at the origin of this package, which shows nothing of others; null: at
 * the content host's), at the package's own origin, or nowhere.
 */
export type Origin = { originPackage: string | null } | { origin: string } | 'nowhere'

/** A slug, as a host can be named by it. */
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Pages are shown at their package's origin alone, where there are such: scripts of one package must not reach another one's. */
export function originOf(settings: Configuration, host: string | undefined, address: Address): Origin {
  const originPackage = packageOfHost(settings, host)
  if (!('package' in address) || originPackage === address.package) return { originPackage }
  if (originPackage !== null) return 'nowhere'
  if (settings.LECTERN_PACKAGE_URL === undefined) return { originPackage }
  return label.test(address.package) ? { origin: contentOrigin(settings, address.package) } : 'nowhere'
}
