import { pageOfRows } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import { isDerivedId } from './derived-id.ts'
import { FindingPlace, FindingPlaceConnection } from './finding-place.ts'

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
        resolve: (
          { id: findingId, path, line },
          page,
          {
            services: {
              database: { findingPlace },
            },
          },
        ) =>
          pageOfRows([['ordinal', 'int']], page, {
            find: query => findingPlace.findMany({ ...query, where: { AND: [{ findingId }, query.where] } }),
            count: () => findingPlace.count({ where: { findingId } }),
            derivedRows: isDerivedId(findingId) ? [{ findingId, ordinal: 0, path, line }] : [],
          }),
      },
      FindingPlaceConnection,
    ),
    isNew: t.boolean({
      description: 'The draft before this one did not have this cause. False in the first draft.',
      resolve: ({ fromRevision, sinceRevision }) => fromRevision > 1 && sinceRevision === fromRevision,
    }),
  }),
})

export const FindingConnection = builder.connectionObject({ type: Finding, name: 'FindingConnection' })
