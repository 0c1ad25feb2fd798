import type { NewFinding } from '@lectern/schema/changes/draft'
import type { FindingCode } from '@lectern/schema/finding-codes'
import type { Package } from './package.ts'

/** What a rule finds: where, what is wrong, and the mend, in words for a teacher. */
export type Found = Pick<NewFinding, 'path' | 'line' | 'message' | 'remedy'>

/** One rule of the package doctor. */
export type Rule = { code: FindingCode; severity: NewFinding['severity']; find: (pkg: Package) => Found[] }
