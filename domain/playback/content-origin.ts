import { z } from 'zod'

const placeholder = '{package}'

/** An origin with `{package}` as one label of its host, as a setting. */
export const packageUrl = z.string().refine(isPackageUrl, {
  message: `an origin with ${placeholder} as one label of its host is expected, such as https://${placeholder}.example.org`,
})

function isPackageUrl(text: string): boolean {
  const [before = '', after = '', ...more] = text.split(placeholder)
  if (more.length > 0 || !/^https?:\/\/([^/?#]*\.)?$/.test(before) || !/^[.:]/.test(after)) return false
  const whole = `${before}package${after}`
  return URL.canParse(whole) && new URL(whole).origin === whole.toLowerCase().replace(/\/$/, '')
}

type Settings = { LECTERN_CONTENT_URL: string; LECTERN_PACKAGE_URL?: string }

/** The origin on which a package is shown: its own where each has one, else the content host's. No slash at its end. */
export const contentOrigin = (settings: Settings, slug: string): string =>
  settings.LECTERN_PACKAGE_URL?.replace(placeholder, slug).replace(/\/$/, '') ?? settings.LECTERN_CONTENT_URL

/** Where any package may be shown, as sources of a content security policy. */
export const contentSources = (settings: Settings): string =>
  [...new Set([settings.LECTERN_CONTENT_URL, contentOrigin(settings, '*')])].join(' ')

/** Whose origin a `Host` header names: a package's slug, or null for the content host itself. */
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
