import { plannedEncodingsOfRuns } from '@lectern/domain/transcode/cost/planned-encodings'
import { batchLoader } from '../batch-loader.ts'
import type { Context } from '../context.ts'

/** Loads how many encodings runs need. */
export const plannedEncodings = batchLoader(
  ({ services: { database, settings } }: Context, runIds: string[]) =>
    plannedEncodingsOfRuns(database, runIds, settings.encodingSettings.profile),
  runId => runId,
)
