import type { NewFinding } from '@lectern/domain/findings/finding'
import type { FindingCode } from '@lectern/domain/findings/finding-codes'
import type { PreparedPackage } from './package.ts'

/** A problem that a rule finds: the location, what is wrong, and the fix, in words for the author. */
export type RuleFinding = Pick<NewFinding, 'path' | 'line' | 'message' | 'remedy'>

/** A rule that checks a package for one kind of problem. */
export type Rule = {
  code: FindingCode
  severity: NewFinding['severity']
  find: (pkg: PreparedPackage) => RuleFinding[]
}
