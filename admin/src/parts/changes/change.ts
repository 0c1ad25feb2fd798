import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The changes as rows show them. */
export const ChangeRows = graphql(`
  fragment ChangeRows on ChangeConnection @_unmask {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      kind
      path
      fileKind
      bytesBefore
      bytesAfter
      newVideo
    }
  }
`)

export type Change = ResultOf<typeof ChangeRows>['nodes'][number]

/** The changes of a draft or release since the release `base`. */
export const ComparedChanges = graphql(
  `
    query ComparedChanges($id: ID!, $base: Int!, $search: String, $kind: ChangeKind, $after: String) {
      node(id: $id) {
        __typename
        id
        ... on Draft {
          changesSince(release: $base, search: $search, kind: $kind, first: 100, after: $after) {
            ...ChangeRows
          }
        }
        ... on Release {
          changesSince(release: $base, search: $search, kind: $kind, first: 100, after: $after) {
            ...ChangeRows
          }
        }
      }
    }
  `,
  [ChangeRows],
)

/** All of these changes together. */
export const ChangeSummaryFields = graphql(`
  fragment ChangeSummaryFields on ChangeSummary @_unmask {
    added
    changed
    removed
    bytesBefore
    bytesAfter
    newVideos
    estimatedCost {
      amount
      currency
    }
  }
`)

export type ChangeSummary = ResultOf<typeof ChangeSummaryFields>

export const ChangeSummaryQuery = graphql(
  `
    query ChangeSummary($id: ID!, $base: Int!) {
      node(id: $id) {
        __typename
        id
        ... on Draft {
          changeSummary(release: $base) {
            ...ChangeSummaryFields
          }
        }
        ... on Release {
          changeSummary(release: $base) {
            ...ChangeSummaryFields
          }
        }
      }
    }
  `,
  [ChangeSummaryFields],
)

/** One change with what is needed to show both sides. */
export const ChangeDetailFields = graphql(`
  fragment ChangeDetailFields on ChangeConnection @_unmask {
    nodes {
      kind
      path
      fileKind
      bytesBefore
      bytesAfter
      newVideo
      urlBefore
      urlAfter
      textDiff
      text
      estimatedCost {
        amount
        currency
      }
    }
  }
`)

export type ChangeDetail = ResultOf<typeof ChangeDetailFields>['nodes'][number]

export const ChangeDetailQuery = graphql(
  `
    query ChangeDetail($id: ID!, $base: Int!, $path: String!) {
      node(id: $id) {
        __typename
        id
        ... on Draft {
          contentUrl
          changesSince(release: $base, path: $path, first: 1) {
            ...ChangeDetailFields
          }
        }
        ... on Release {
          changesSince(release: $base, path: $path, first: 1) {
            ...ChangeDetailFields
          }
        }
      }
    }
  `,
  [ChangeDetailFields],
)

/**
 * Two versions of a package: a release (`to`: its number) or a draft (null) by its id, and the number of the release that it is
 * compared with.
 */
export type Versions = { id: string; to: number | null; base: number }

export const changeKinds = ['ADDED', 'CHANGED', 'REMOVED'] as const
export type ChangeKind = (typeof changeKinds)[number]
