import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { NewFinding } from '@lectern/domain/findings/finding'
import type { VideoMark } from '@lectern/domain/sync/draft'
import { groupByCause } from './causes.ts'
import { misspelledPaths } from './misspelled-paths.ts'
import { preparePackage } from './package/package.ts'
import { markVideos } from './package/video-kinds.ts'
import { rules } from './rules/rules.ts'
import { usedMediaTypes } from './used-media-types.ts'

/**
 * What the rules found in a package, its videos, the files and folders that links spell with other letter case, and the
 * media types of files that pages use as something else than their names say, by path. All but the findings are null if
 * the package could not be checked: they stay as they are.
 */
export type PackageCheck = {
  findings: NewFinding[]
  videos: VideoMark[] | null
  misspelledPaths: string[] | null
  usedMediaTypes: Record<string, string> | null
}

/** Checks a package by all rules. A pure function. Findings are sorted by their first place: path and line. */
export function checkPackage(examined: ExaminedPackage): PackageCheck {
  const pkg = preparePackage(examined)
  const found = rules.flatMap(({ code, severity, find }) => find(pkg).map(found => ({ severity, ...found, code })))
  return {
    findings: groupByCause(found),
    videos: markVideos(pkg),
    misspelledPaths: misspelledPaths(pkg),
    usedMediaTypes: usedMediaTypes(pkg),
  }
}
