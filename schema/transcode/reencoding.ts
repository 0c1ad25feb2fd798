import type { VideoRenewal } from '@lectern/domain/transcode/reencode/renewals'
import { builder } from '../builder.ts'
import { Problem, problemOf } from '../problem.ts'
import { VideoStatus } from './video-status.ts'

export const Reencoding = builder.objectRef<VideoRenewal>('Reencoding').implement({
  description: 'An attempt to encode a video again with the current settings, while its older stream plays.',
  fields: t => ({
    status: t.field({ type: VideoStatus, resolve: ({ status }) => status }),
    percent: t.exposeFloat('percent', { nullable: true }),
    pausedForBudget: t.exposeBoolean('pausedForBudget'),
    error: t.field({ type: Problem, nullable: true, resolve: ({ error }) => problemOf(error) }),
  }),
})
