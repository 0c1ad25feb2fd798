import type { NewFinding } from '@lectern/domain/findings/finding'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import { preparePackage } from './package.ts'
import { rules } from './rules.ts'

/** The package doctor: a pure function of what is there, in the order of paths and lines. What is twice in a line is told once. */
export function findFindings(examined: ExaminedPackage): NewFinding[] {
  const pkg = preparePackage(examined)
  return rules
    .flatMap(({ code, severity, find }) => find(pkg).map(found => ({ code, severity, ...found })))
    .sort(compareFindings)
    .filter((finding, index, all) => index === 0 || compareFindings(finding, all[index - 1]!) !== 0)
}

const compareFindings = (a: NewFinding, b: NewFinding) =>
  compareStrings(a.path, b.path) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  compareStrings(a.code, b.code) ||
  compareStrings(a.message, b.message)

const compareStrings = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
