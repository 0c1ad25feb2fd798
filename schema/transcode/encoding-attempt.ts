import type { PastAttempt } from '@lectern/domain/transcode/attempt-history'
import { builder } from '../builder.ts'
import { Problem, problemOf } from '../problem.ts'
import { Money, moneyOf } from './money.ts'
import { VideoStatus } from './video-status.ts'

export const EncodingAttempt = builder.objectRef<PastAttempt>('EncodingAttempt').implement({
  description: 'One try to encode a video, with a job of its own.',
  fields: t => ({
    number: t.exposeInt('number'),
    status: t.field({ type: VideoStatus, resolve: ({ status }) => status }),
    isRetry: t.exposeBoolean('isRetry', {
      description: 'Lectern tried again by itself, after a fault of the service.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    encodedMinutes: t.float({
      nullable: true,
      description: 'Billed minutes of all outputs. Null before the job is over.',
      resolve: ({ billedSeconds }) => (billedSeconds === null ? null : billedSeconds / 60),
    }),
    estimatedCost: t.field({
      type: Money,
      nullable: true,
      description: 'The cost by the price list. Null when unknown.',
      resolve: ({ estimateMicros, currency }) => moneyOf(estimateMicros, currency),
    }),
    cost: t.field({
      type: Money,
      nullable: true,
      description: 'Null before the job is over.',
      resolve: ({ costMicros, currency }) => moneyOf(costMicros, currency),
    }),
    error: t.field({ type: Problem, nullable: true, resolve: ({ error }) => problemOf(error) }),
  }),
})
