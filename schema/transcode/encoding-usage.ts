import { batchLoader } from '../batch-loader.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Money, moneyOf } from './money.ts'

/** What jobs that are over came to: seconds of all their outputs, and millionths of the prices' currency. */
export type EncodingUseShape = { jobs: number; seconds: number; costMicros: bigint }

export const EncodingUse = builder.objectRef<EncodingUseShape>('EncodingUse').implement({
  description: 'What making streams came to: jobs that are over and were paid for.',
  fields: t => ({
    jobs: t.exposeInt('jobs'),
    minutes: t.float({ description: 'Of all outputs together.', resolve: ({ seconds }) => seconds / 60 }),
    cost: t.field({
      type: Money,
      resolve: ({ costMicros }, _args, { prices }) => moneyOf(costMicros, prices.currency)!,
    }),
  }),
})

/** Of packages, since there are any: a job is the package's whose wish opened it. */
export const packageEncodingUse = batchLoader(
  async ({ database, prices }: Context, packageIds: string[]): Promise<EncodingUseShape[]> => {
    const rows = await database.$queryRaw<(EncodingUseShape & { packageId: string })[]>`
      SELECT package_id AS "packageId", count(*)::int AS jobs, coalesce(sum(output_seconds), 0)::float8 AS seconds,
        coalesce(sum(cost_micros), 0)::bigint AS "costMicros"
      FROM attempt WHERE package_id = ANY(${packageIds}::uuid[]) AND cost_micros IS NOT NULL AND currency = ${prices.currency}
      GROUP BY package_id`
    const byPackage = new Map(rows.map(row => [row.packageId, row]))
    return packageIds.map(id => byPackage.get(id) ?? { jobs: 0, seconds: 0, costMicros: 0n })
  },
  packageId => packageId,
)
