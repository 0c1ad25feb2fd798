import {
  type ChangeSummary as ChangeSummaryRow,
  type ComparedVersions,
  summarizeFileChanges,
} from '@lectern/domain/files/file-changes'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Money, moneyOf } from '../transcode/money.ts'

export const ChangeSummary = builder
  .objectRef<ChangeSummaryRow & { sinceRelease: number | null }>('ChangeSummary')
  .implement({
    description: 'All changes between two versions of a package together.',
    fields: t => ({
      sinceRelease: t.exposeInt('sinceRelease', {
        description: 'The number of the release that it is compared with. Null: with none, so that everything is new.',
        nullable: true,
      }),
      added: t.exposeInt('added'),
      changed: t.exposeInt('changed'),
      removed: t.exposeInt('removed'),
      bytesBefore: t.expose('bytesBefore', {
        type: 'Bytes',
        description: 'The size of all changed and removed files.',
      }),
      bytesAfter: t.expose('bytesAfter', { type: 'Bytes', description: 'The size of all added and changed files.' }),
      newVideos: t.exposeInt('newVideos', { description: 'How many different videos are new.' }),
      estimatedCost: t.field({
        description: 'What encoding the new videos costs by the price list. Null while one of them was not probed.',
        type: Money,
        nullable: true,
        resolve: ({ unpricedVideos, costMicros, currency }, _args, { services }) =>
          unpricedVideos > 0 ? null : moneyOf(costMicros, currency ?? services.settings.prices.currency),
      }),
    }),
  })

/** Sums up the changes from one content version to another. */
export async function changeSummary({ services: { database, settings } }: Context, versions: ComparedVersions) {
  const summary = await summarizeFileChanges(database, versions, settings.encodingSettings.profile)
  const { before } = versions
  return { ...summary, sinceRelease: before && 'number' in before ? before.number : null }
}
