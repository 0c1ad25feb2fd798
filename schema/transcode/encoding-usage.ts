import { batchLoader } from '@lectern/domain/batch-loader'
import type { JobSums } from '@lectern/domain/transcode/cost/job-sums'
import { jobSumsOfPackages } from '@lectern/domain/transcode/cost/package-sums'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Money, moneyOf } from './money.ts'

export const EncodingUse = builder.objectRef<JobSums>('EncodingUse').implement({
  description: 'Encoding jobs that are finished and paid for.',
  fields: t => ({
    jobs: t.exposeInt('jobs'),
    minutes: t.float({
      description: 'Billed minutes of all outputs together.',
      resolve: ({ seconds }) => seconds / 60,
    }),
    cost: t.field({
      type: Money,
      resolve: (
        { costMicros },
        _args,
        {
          services: {
            settings: { prices },
          },
        },
      ) => moneyOf(costMicros, prices.currency)!,
    }),
  }),
})

/** Loads the total use of packages. */
export const packageEncodingUse = batchLoader(
  ({ services: { database, settings } }: Context, packageIds: string[]) =>
    jobSumsOfPackages(database, packageIds, settings.prices.currency),
  packageId => packageId,
)
