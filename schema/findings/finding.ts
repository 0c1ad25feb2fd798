import type { Database, Finding as FindingRow } from '@lectern/domain/database'
import { isNew } from '@lectern/domain/findings/listed-findings'
import { type PageArguments, pageOfRows } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import { Environment } from '../environments/environment.ts'
import { blockedBy } from './blocked-by.ts'
import { isDerivedId } from './derived-id.ts'
import { FindingPlace, FindingPlaceConnection, type PlaceOfDraft } from './finding-place.ts'
import { ignoreFinding } from './ignore-finding.ts'
import { IgnoredFinding, ignoredFinding } from './ignored-finding.ts'
import { unignoreFinding } from './unignore-finding.ts'

export const Severity = builder.enumType('Severity', { values: ['ERROR', 'WARNING', 'INFO'] })

export const Finding = builder.prismaObject('Finding', {
  description:
    'One cause of trouble in a package, with the fix. ERROR: teachers see it broken. WARNING: probably not meant, or broken only when followed. INFO: good to know.',
  fields: t => ({
    code: t.exposeString('code'),
    cause: t.exposeID('cause', {
      description: 'Hash of the code and of what the finding is about. The same in later revisions.',
    }),
    severity: t.expose('severity', { type: Severity }),
    path: t.exposeString('path', { description: 'The first place. Empty for the package itself.' }),
    line: t.exposeInt('line', { nullable: true, description: 'Null: the whole file.' }),
    message: t.exposeString('message'),
    remedy: t.exposeString('remedy'),
    placeCount: t.exposeInt('placeCount', { description: 'All places, also those that `places` leaves out.' }),
    places: t.connection(
      {
        description: 'The places by path and line, at most the first 1,000.',
        type: FindingPlace,
        nullable: true,
        resolve: (finding, page, { services: { database } }) => pageOfPlaces(database, finding, page),
      },
      FindingPlaceConnection,
    ),
    isNew: t.boolean({
      description: 'The draft before this one did not have this cause. False in the first draft.',
      resolve: isNew,
    }),
    ignored: t.field({
      description:
        'Set if a person decided to ignore it. An ERROR is only ignored by those who may publish the package.',
      type: IgnoredFinding,
      nullable: true,
      resolve: async (finding, _args, context) => {
        const ignored = await ignoredFinding(context, finding)
        return ignored && (finding.severity !== 'ERROR' || ignored.coversErrors) ? ignored : null
      },
    }),
    blocks: t.field({
      description:
        'The environments to which the package cannot be published because of it, as far as you may see them.',
      type: [Environment],
      resolve: (finding, _args, context) => blockedBy(context, finding),
    }),
  }),
})

export const FindingSort = builder.enumType('FindingSort', {
  values: {
    PATH: { description: 'By first place.' },
    IMPACT: { description: 'By what it does to teachers, the worst first.' },
  },
})

/** Returns a page of the places of a finding, each with the draft whose files were checked. */
function pageOfPlaces({ findingPlace }: Database, finding: FindingRow, page: PageArguments) {
  const { id: findingId, packageId, fromRevision, path, line } = finding
  const draft = { packageId, revision: fromRevision }
  const derived = { findingId, ordinal: 0, path, line, written: null, correction: null, draft }
  return pageOfRows<PlaceOfDraft>([['ordinal', 'int']], page, {
    find: async query => {
      const found = await findingPlace.findMany({ ...query, where: { AND: [{ findingId }, query.where] } })
      return found.map(place => ({ ...place, draft }))
    },
    count: () => findingPlace.count({ where: { findingId } }),
    derivedRows: isDerivedId(findingId) ? [derived] : [],
  })
}

export const FindingConnection = builder.connectionObject({ type: Finding, name: 'FindingConnection' })

builder.mutationFields(t => ({
  ignoreFinding: t.field({
    permission: 'finding.ignore',
    description:
      'Ignores a finding of the draft, and the same cause in later drafts. It no longer counts, and no longer blocks publishing to environments where you may publish. An ERROR needs `package.publish` in one of them.',
    type: Finding,
    nullable: true,
    args: {
      package: t.arg.string({ required: true }),
      cause: t.arg.id({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_root, args, context) => ignoreFinding(context, args),
  }),
  unignoreFinding: t.field({
    permission: 'finding.ignore',
    description: 'Does nothing if the finding is not ignored. Null if the draft no longer has it.',
    type: Finding,
    nullable: true,
    args: { package: t.arg.string({ required: true }), cause: t.arg.id({ required: true }) },
    resolve: (_root, args, context) => unignoreFinding(context, args),
  }),
}))
