import type { NewFinding } from '@lectern/schema/changes/draft'
import type { ExaminedPackage } from '@lectern/schema/reads/examined'
import { prepare } from './package.ts'
import { rules } from './rules.ts'

/** The package doctor: a pure function of what is there, in the order of paths and lines. What is twice in a line is told once. */
export function findFindings(examined: ExaminedPackage): NewFinding[] {
  const pkg = prepare(examined)
  return rules
    .flatMap(({ code, severity, find }) => find(pkg).map(found => ({ code, severity, ...found })))
    .sort(inOrder)
    .filter((finding, index, all) => index === 0 || inOrder(finding, all[index - 1]!) !== 0)
}

const inOrder = (a: NewFinding, b: NewFinding) =>
  compare(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compare(a.code, b.code) || compare(a.message, b.message)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
