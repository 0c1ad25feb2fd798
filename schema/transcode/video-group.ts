import { videoGroups } from '@lectern/domain/transcode/video-groups'
import { builder } from '../builder.ts'

export const VideoGroup = builder.enumType('VideoGroup', {
  description:
    'FAILED: also those that were canceled. IN_PROGRESS: from the manifest to the end of the encoding, unless the budget pauses it. NOT_NEEDED: as the status.',
  values: videoGroups,
})
