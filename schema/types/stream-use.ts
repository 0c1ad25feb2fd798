import { batched } from '../batch.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Money, moneyOf } from './money.ts'

/** What jobs that are over came to: seconds of all their outputs, and millionths of the prices' currency. */
export type StreamUseShape = { jobs: number; seconds: number; micros: bigint }

export const StreamUse = builder.objectRef<StreamUseShape>('StreamUse').implement({
  description: 'What making streams came to: jobs that are over and were paid for.',
  fields: t => ({
    jobs: t.exposeInt('jobs'),
    minutes: t.float({ description: 'Of all outputs together.', resolve: ({ seconds }) => seconds / 60 }),
    cost: t.field({ type: Money, resolve: ({ micros }, _args, { prices }) => moneyOf(micros, prices.currency)! }),
  }),
})

/** Of packages, since there are any: a job is the package's whose wish opened it. */
export const packageStreamUse = batched(
  async ({ database, prices }: Context, packageIds: string[]): Promise<StreamUseShape[]> => {
    const rows = await database.$queryRaw<(StreamUseShape & { packageId: string })[]>`
      SELECT package_id AS "packageId", count(*)::int AS jobs, coalesce(sum(output_seconds), 0)::float8 AS seconds,
        coalesce(sum(cost_micros), 0)::bigint AS micros
      FROM attempt WHERE package_id = ANY(${packageIds}::uuid[]) AND cost_micros IS NOT NULL AND currency = ${prices.currency}
      GROUP BY package_id`
    const byPackage = new Map(rows.map(row => [row.packageId, row]))
    return packageIds.map(id => byPackage.get(id) ?? { jobs: 0, seconds: 0, micros: 0n })
  },
  packageId => packageId,
)
