import type { Address } from '@lectern/domain/playback/content-address'
import { contentOrigin, packageOfHost } from '@lectern/domain/playback/content-origin'
import type { Configuration } from '../configuration.ts'

/**
 * The origin that serves an address, given the request's `Host`. `originPackage` means this origin: that of one
 * package, which serves no other, or null for the content host. `origin` is another origin to redirect to. 'nowhere'
 * means 404.
 */
export type Origin = { originPackage: string | null } | { origin: string } | 'nowhere'

/** A slug that is a valid host label. */
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Finds the origin of an address. With package origins, pages are served only there, so that scripts cannot reach other
 * packages.
 */
export function originOf(settings: Configuration, host: string | undefined, address: Address): Origin {
  const originPackage = packageOfHost(settings, host)
  if (!('package' in address) || originPackage === address.package) return { originPackage }
  if (originPackage !== null) return 'nowhere'
  if (settings.LECTERN_PACKAGE_URL === undefined) return { originPackage }
  return label.test(address.package) ? { origin: contentOrigin(settings, address.package) } : 'nowhere'
}
