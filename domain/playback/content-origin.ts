import { z } from 'zod'

const placeholder = '{package}'

/** The schema of LECTERN_PACKAGE_URL: an origin with `{package}` as one label of its host. */
export const packageUrl = z.string().refine(isPackageUrl, {
  message: `must be an origin with ${placeholder} as one label of its host, such as https://${placeholder}.example.org`,
})

function isPackageUrl(text: string): boolean {
  const [before = '', after = '', ...more] = text.split(placeholder)
  if (more.length > 0 || !/^https?:\/\/([^/?#]*\.)?$/.test(before) || !/^[.:]/.test(after)) return false
  const example = `${before}package${after}`
  return URL.canParse(example) && new URL(example).origin === example.toLowerCase().replace(/\/$/, '')
}

type Settings = { LECTERN_CONTENT_URL: string; LECTERN_PACKAGE_URL?: string }

/**
 * Returns the origin of a package, without a trailing slash: its own with LECTERN_PACKAGE_URL, else the content host's.
 */
export const contentOrigin = (settings: Settings, slug: string): string =>
  settings.LECTERN_PACKAGE_URL?.replace(placeholder, slug).replace(/\/$/, '') ?? settings.LECTERN_CONTENT_URL

/** Returns the address of the packages that an environment shows, with `{package}` for the slug of a package. */
export const environmentAddress = (settings: Settings, environment: string): string =>
  `${contentOrigin(settings, placeholder)}/${environment}/${placeholder}/`

/** Returns the origins of all packages, as sources of a content security policy. */
export const contentSources = (settings: Settings): string =>
  [...new Set([settings.LECTERN_CONTENT_URL, contentOrigin(settings, '*')])].join(' ')

/** Returns the package slug that a `Host` header names. Null for the content host itself and for unknown hosts. */
export function packageOfHost({ LECTERN_PACKAGE_URL: pattern }: Settings, host = ''): string | null {
  if (pattern === undefined) return null
  const [before = '', after = ''] = new URL(pattern.replace(placeholder, 'lectern--package')).host.split(
    'lectern--package',
  )
  const name = host.toLowerCase()
  if (!name.startsWith(before) || !name.endsWith(after) || name.length <= before.length + after.length) return null
  const slug = name.slice(before.length, name.length - after.length)
  return slug.includes('.') ? null : slug
}
