import type { Finding } from '@lectern/domain/database'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import {
  byImpact,
  byPath,
  countFindings,
  type FindingFilter,
  impactOf,
  isNew,
  listedFindings,
} from '@lectern/domain/findings/listed-findings'
import { type PageArguments, pageOfStatement, withDerivedRows } from '@lectern/domain/paging'
import type { Context } from '../context.ts'
import { blockingEnvironments } from './blocked-by.ts'
import { derivedFindings } from './derived-findings.ts'

type FindingArguments = PageArguments &
  Omit<FindingFilter, 'isIgnored' | 'blocking'> & {
    ignored?: boolean | null
    blocking?: boolean | null
    sort?: 'PATH' | 'IMPACT' | null
  }

/** Returns a page of the findings of a draft, those that are stored and those that are derived on reading. */
export async function pageOfFindings(context: Context, draft: DraftRevision, args: FindingArguments) {
  const { database } = context.services
  const { ignored, blocking, sort, ...filterAndPage } = args
  const order = sort === 'IMPACT' ? byImpact : byPath
  const environments = blocking == null ? [] : await blockingEnvironments(context)
  const environmentIds = environments.map(({ id }) => id)
  const filter: FindingFilter = {
    ...filterAndPage,
    isIgnored: ignored,
    blocking: blocking == null ? null : { isBlocking: blocking, environmentIds },
  }
  const derived = (await derivedFindings(context, draft))
    .filter(finding => matches(finding, filter))
    .map(finding => ({ ...finding, impact: impactOf(finding) }))
  return pageOfStatement(order, args, {
    find: async keyset =>
      withDerivedRows(order, keyset, await listedFindings(database, draft, filter, order, keyset), derived),
    count: async () => (await countFindings(database, draft, filter)) + derived.length,
  })
}

/** Whether a finding about the package as a whole matches. Nobody can ignore it, and an ERROR blocks everywhere. */
const matches = (finding: Finding, filter: FindingFilter): boolean =>
  finding.severity === (filter.severity ?? finding.severity) &&
  finding.path === (filter.path ?? finding.path) &&
  filter.folder == null &&
  finding.cause === (filter.cause ?? finding.cause) &&
  (filter.codes?.includes(finding.code) ?? true) &&
  isNew(finding) === (filter.isNew ?? isNew(finding)) &&
  filter.isIgnored !== true &&
  (finding.severity === 'ERROR') === (filter.blocking?.isBlocking ?? finding.severity === 'ERROR')
