import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { NewFinding } from '@lectern/domain/findings/finding'
import { misspelledPaths } from './misspelled-paths.ts'
import { preparePackage } from './package.ts'
import { rules } from './rules.ts'
import { usedMediaTypes } from './used-media-types.ts'
import { decorativePaths } from './videos.ts'

/**
 * What the rules found in a package, the paths of the videos that are decoration, the files and folders that links spell
 * with other letter case, and the media types of files that pages use as something else than their names say, by path.
 */
export type PackageCheck = {
  findings: NewFinding[]
  decorativePaths: string[]
  misspelledPaths: string[]
  usedMediaTypes: Record<string, string>
}

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
  return {
    findings,
    decorativePaths: decorativePaths(pkg),
    misspelledPaths: misspelledPaths(pkg),
    usedMediaTypes: usedMediaTypes(pkg),
  }
}

const compareFindings = (a: NewFinding, b: NewFinding) =>
  compareStrings(a.path, b.path) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  compareStrings(a.code, b.code) ||
  compareStrings(a.message, b.message)

const compareStrings = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
