import { mediaTypeOf } from '../../files/media-type.ts'
import { type UnsupportedFormat, unsupportedFormats } from '../../files/unsupported-formats.ts'
import type { Link } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import { kindLabel } from './links.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

/** Elements that do not show or play their file, or that another rule checks (`video`). */
const otherTags = new Set(['a', 'area', 'form', 'track', 'meta', 'script', 'video', 'use'])

/** Reports images in formats that not all browsers show. */
export const unsupportedImages = (pkg: PreparedPackage): RuleFinding[] => unsupportedFiles(pkg, 'image')

/** Reports sounds in formats that not all browsers play. */
export const unsupportedSounds = (pkg: PreparedPackage): RuleFinding[] => unsupportedFiles(pkg, 'sound')

/** Omits links where browsers use another file instead, and empty files, which another rule reports. */
function unsupportedFiles({ links, files, formats }: PreparedPackage, kind: UnsupportedFormat['kind']): RuleFinding[] {
  return links.flatMap(link => {
    const { target, tag, page, line, url, use, skipped, alternative, more } = link
    // An <audio> skips what it cannot play, declared or not. Its alternative says whether something else is there.
    const isReplaced = tag === 'audio' ? alternative !== null : skipped
    if (target.kind !== 'found' || otherTags.has(tag) || use || isReplaced) return []
    const format = formats.get(target.path)
    if (format?.kind !== kind || files.get(target.path) === 0) return []
    return [
      {
        ...{ path: page, line, written: url, subject: target.path, ...(more > 0 && { more }) },
        ...describeFormat(link, target.path, format),
      },
    ]
  })
}

function describeFormat(link: Link, path: string, format: UnsupportedFormat) {
  const { kind, name, exportAs, isPartlySupported } = format
  const verb = kind === 'image' ? 'show' : 'play'
  const isNamedSo = unsupportedFormats.get(mediaTypeOf(path, null).mediaType)?.name === name
  const although = isNamedSo ? '' : ', although its name says something else'
  return {
    severity: isPartlySupported ? ('WARNING' as const) : severityOfUse(link),
    message: `The ${kindLabel(link.kind)} ${verb}s "${path}". This is ${name}${although}. ${isPartlySupported ? 'Only the newest of some browsers' : 'Most browsers cannot'} ${verb} it.`,
    remedy: `Export the ${kind} as ${exportAs}, put that file into the package folder, and let the page ${verb} it.`,
  }
}
