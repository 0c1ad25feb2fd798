import type { NewFinding } from '@lectern/domain/findings/finding'
import type { FindingCode } from '@lectern/domain/findings/finding-codes'
import type { PreparedPackage } from './package.ts'

/** What a rule finds: where, what is wrong, and the mend, in words for a teacher. */
export type RuleFinding = Pick<NewFinding, 'path' | 'line' | 'message' | 'remedy'>

/** One rule of the package doctor. */
export type Rule = {
  code: FindingCode
  severity: NewFinding['severity']
  find: (pkg: PreparedPackage) => RuleFinding[]
}
