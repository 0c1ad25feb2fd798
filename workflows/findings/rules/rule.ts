import type { FindingPlace, NewFinding } from '@lectern/domain/findings/finding'
import type { FindingCode } from '@lectern/domain/findings/finding-codes'
import type { PreparedPackage } from '../package/package.ts'

/**
 * A problem that a rule finds at one place, with the fix, in words for the author. Problems of one code with the same
 * `subject` have one cause: the missing target, the address, or, by default, the file in `path`. A subject never
 * contains a line or other things that change with the next edit. `severity` replaces the one of the rule. `more`: how
 * many such problems of the page are only counted.
 */
export type RuleFinding = FindingPlace &
  Pick<NewFinding, 'message' | 'remedy'> & {
    subject?: string
    severity?: NewFinding['severity']
    more?: number
  }

/** A rule that checks a package for one kind of problem. */
export type Rule = {
  code: FindingCode
  severity: NewFinding['severity']
  find: (pkg: PreparedPackage) => RuleFinding[]
}
