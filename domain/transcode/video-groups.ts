import { videoStatus } from './expected-videos.ts'
import type { PackageVideo } from './package-videos.ts'

/** The groups in which people read a package's videos, worst first. */
export const videoGroups = ['FAILED', 'WAITING_FOR_BUDGET', 'IN_PROGRESS', 'READY', 'NOT_NEEDED'] as const

export type VideoGroup = (typeof videoGroups)[number]

/** Returns the group of a video. One that was canceled waits for a person, as a failed one does. */
export function videoGroup(video: PackageVideo): VideoGroup {
  const status = videoStatus(video)
  switch (status) {
    case 'FAILED':
    case 'CANCELED':
      return 'FAILED'
    case 'READY':
    case 'NOT_NEEDED':
      return status
    default:
      return status === 'QUEUED' && video.attempt?.pausedForBudget ? 'WAITING_FOR_BUDGET' : 'IN_PROGRESS'
  }
}
