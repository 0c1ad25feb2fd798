import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** What the preview shows: the draft's address for this person, and the page that it opens with. */
export const PreviewQuery = graphql(`
  query Preview($slug: String!) {
    package(slug: $slug) {
      id
      draft {
        id
        revision
        contentUrl
        rootPage
        rootPageCandidates
      }
    }
  }
`)

export const PreviewPagesQuery = graphql(`
  query PreviewPages($slug: String!, $search: String) {
    package(slug: $slug) {
      id
      draft {
        id
        files(onlyPages: true, search: $search, first: 50) {
          totalCount
          nodes {
            path
          }
        }
      }
    }
  }
`)

export const PageFindingsQuery = graphql(`
  query PageFindings($slug: String!, $path: String!) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(path: $path, first: 50) {
          totalCount
          nodes {
            cause
            severity
            path
            line
            message
            remedy
          }
        }
      }
    }
  }
`)

const PreviewLinkFields = graphql(`
  fragment PreviewLinkFields on PreviewLink @_unmask {
    createdAt
    createdBy {
      name
    }
    expiresAt
    revokedAt
  }
`)

export const PreviewLinksQuery = graphql(
  `
    query PreviewLinks($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
      package(slug: $slug) {
        id
        previewLinks(onlyOpen: true, first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            ...PageInfoFields
          }
          nodes {
            id
            ...PreviewLinkFields
          }
        }
      }
    }
  `,
  [PageInfoFields, PreviewLinkFields],
)

export const CreatePreviewLink = graphql(
  `
    mutation SharePreview($slug: String!, $seconds: Int!) {
      createPreviewLink(slug: $slug, expiresInSeconds: $seconds) {
        url
        link {
          id
          ...PreviewLinkFields
        }
      }
    }
  `,
  [PreviewLinkFields],
)

export const RevokePreviewLink = graphql(
  `
    mutation RevokePreviewLink($id: ID!) {
      revokePreviewLink(id: $id) {
        id
        ...PreviewLinkFields
      }
    }
  `,
  [PreviewLinkFields],
)

/** A preview link as plain data. */
export type PreviewLink = ResultOf<typeof PreviewLinkFields> & { id: string }
/** The draft of the preview as plain data. */
export type PreviewDraft = NonNullable<NonNullable<ResultOf<typeof PreviewQuery>['package']>['draft']>
