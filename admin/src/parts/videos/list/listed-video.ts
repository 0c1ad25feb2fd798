import { PageInfoFields } from '../../../graphql/page-info.ts'
import { graphql, type ResultOf } from '../../../graphql/tada.ts'
import { VideoFields } from '../transcode.ts'

/** One video in the list, with its picture, size, price, and pages. */
const ListedVideoFields = graphql(
  `
    fragment ListedVideoFields on Video @_unmask {
      ...VideoFields
      bytes
      cost {
        amount
        currency
      }
      pages
      playlist {
        posterUrl
      }
    }
  `,
  [VideoFields],
)

/** A part of the videos of one group. */
const ListedVideosFields = graphql(
  `
    fragment ListedVideosFields on VideoConnection @_unmask {
      totalCount
      pageInfo {
        ...PageInfoFields
      }
      nodes {
        id
        ...ListedVideoFields
      }
    }
  `,
  [PageInfoFields, ListedVideoFields],
)

/** The first videos of each group. */
const VideoGroupsFields = graphql(
  `
    fragment VideoGroupsFields on Package @_unmask {
      id
      transcode {
        id
        status
        estimatedCost {
          amount
          currency
        }
        cost {
          amount
          currency
        }
      }
      reencodeEstimate {
        videos
        cost {
          amount
          currency
        }
      }
      FAILED: videos(group: FAILED, first: 100) {
        ...ListedVideosFields
      }
      WAITING_FOR_BUDGET: videos(group: WAITING_FOR_BUDGET, first: 24) {
        ...ListedVideosFields
      }
      IN_PROGRESS: videos(group: IN_PROGRESS, first: 24) {
        ...ListedVideosFields
      }
      READY: videos(group: READY, first: 24) {
        ...ListedVideosFields
      }
      NOT_NEEDED: videos(group: NOT_NEEDED, first: 24) {
        ...ListedVideosFields
      }
    }
  `,
  [ListedVideosFields],
)

export const VideoGroupsQuery = graphql(
  `
    query VideoGroups($slug: String!) {
      package(slug: $slug) {
        id
        ...VideoGroupsFields
      }
    }
  `,
  [VideoGroupsFields],
)

export const VideoGroupsChanged = graphql(
  `
    subscription VideoGroupsChanged($slug: String!) {
      packageChanged(slug: $slug) {
        id
        ...VideoGroupsFields
      }
    }
  `,
  [VideoGroupsFields],
)

const OneGroupFields = graphql(
  `
    fragment OneGroupFields on Package @_unmask {
      id
      transcode {
        id
        status
      }
      videos(group: $group, first: $first, after: $after, last: $last, before: $before) {
        ...ListedVideosFields
      }
    }
  `,
  [ListedVideosFields],
)

export const OneGroupQuery = graphql(
  `
    query VideoGroup(
      $slug: String!
      $group: VideoGroup!
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      package(slug: $slug) {
        id
        ...OneGroupFields
      }
    }
  `,
  [OneGroupFields],
)

export const OneGroupChanged = graphql(
  `
    subscription VideoGroupChanged(
      $slug: String!
      $group: VideoGroup!
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      packageChanged(slug: $slug) {
        id
        ...OneGroupFields
      }
    }
  `,
  [OneGroupFields],
)

/** The groups of a package as plain data. */
export type VideoGroups = ResultOf<typeof VideoGroupsFields>
/** The videos of one group as plain data. */
export type ListedVideos = ResultOf<typeof ListedVideosFields>
/** A video of the list as plain data. */
export type ListedVideo = ListedVideos['nodes'][number]

/** The groups of videos, the worst first. */
export const GROUPS = ['FAILED', 'WAITING_FOR_BUDGET', 'IN_PROGRESS', 'READY', 'NOT_NEEDED'] as const
export type Group = (typeof GROUPS)[number]

/** Returns the group that the address names (`?group=in_progress`), if any. */
export const groupOf = (name: string | null): Group | undefined => GROUPS.find(group => group.toLowerCase() === name)
