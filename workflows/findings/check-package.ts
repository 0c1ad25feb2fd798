import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { NewFinding } from '@lectern/domain/findings/finding'
import type { VideoMark } from '@lectern/domain/sync/draft'
import { preparePackage } from './package.ts'
import { rules } from './rules.ts'
import { markVideos } from './videos.ts'

/** What the rules found in a package, and its videos; null if it could not be checked. */
export type PackageCheck = { findings: NewFinding[]; videos: VideoMark[] | null }

/**
 * Checks a package by all rules. A pure function. Findings are sorted by path and line. Equal findings of one line are
 * reported once.
 */
export function checkPackage(examined: ExaminedPackage): PackageCheck {
  const pkg = preparePackage(examined)
  const findings = rules
    .flatMap(({ code, severity, find }) => find(pkg).map(found => ({ code, severity, ...found })))
    .sort(compareFindings)
    .filter((finding, index, all) => index === 0 || compareFindings(finding, all[index - 1]!) !== 0)
  return { findings, videos: markVideos(pkg) }
}

const compareFindings = (a: NewFinding, b: NewFinding) =>
  compareStrings(a.path, b.path) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  compareStrings(a.code, b.code) ||
  compareStrings(a.message, b.message)

const compareStrings = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
