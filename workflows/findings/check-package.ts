import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { DraftCheck } from '@lectern/domain/sync/draft'
import { groupByCause } from './causes.ts'
import { misspelledPaths } from './misspelled-paths.ts'
import { preparePackage } from './package.ts'
import { rules } from './rules.ts'
import { usedMediaTypes } from './used-media-types.ts'
import { markVideos } from './videos.ts'

/** Checks a package by all rules. A pure function. Findings are sorted by their first place: path and line. */
export function checkPackage(examined: ExaminedPackage): Omit<DraftCheck, 'checkedWith'> {
  const pkg = preparePackage(examined)
  const found = rules.flatMap(({ code, severity, find }) => find(pkg).map(found => ({ severity, ...found, code })))
  return {
    findings: groupByCause(found),
    videos: markVideos(pkg),
    misspelledPaths: misspelledPaths(pkg),
    usedMediaTypes: usedMediaTypes(pkg),
  }
}
