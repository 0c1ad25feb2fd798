import { PageInfoFields } from '../../graphql/page-info.ts'
import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** A verification of a release or the draft, with the number of differences that it has found. */
export const VerificationFields = graphql(`
  fragment VerificationFields on VerificationRun @_unmask {
    id
    release
    revision
    repair
    status
    filesChecked
    startedAt
    finishedAt
    startedBy {
      kind
      name
    }
    discrepancies(first: 1) {
      totalCount
    }
    unrepaired: discrepancies(first: 1, repaired: false) {
      totalCount
    }
    error {
      code
      message
      path
    }
  }
`)

/** A verification as plain data. */
export type Verification = ResultOf<typeof VerificationFields>

/** One page of the verifications of a package, and the newest ones, of which the table of releases shows the result. */
export const PackageVerifications = graphql(
  `
    fragment PackageVerifications on Package @_unmask {
      newestVerifications: verifications(first: 5) {
        nodes {
          id
          ...VerificationFields
        }
      }
      verifications(
        first: $verificationsFirst
        after: $verificationsAfter
        last: $verificationsLast
        before: $verificationsBefore
      ) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        nodes {
          id
          ...VerificationFields
        }
      }
    }
  `,
  [PageInfoFields, VerificationFields],
)

/** One page of verifications as plain data. Null without the permission. */
export type Verifications = ResultOf<typeof PackageVerifications>['verifications']

/** Starts a verification of a release (null: the draft), or joins the one that runs. */
export const VerifyPackage = graphql(
  `
    mutation VerifyPackage($slug: String!, $release: Int, $repair: Boolean) {
      verifyPackage(slug: $slug, release: $release, repair: $repair) {
        id
        ...VerificationFields
      }
    }
  `,
  [VerificationFields],
)

/** Asks a verification to stop. */
export const CancelVerification = graphql(
  `
    mutation CancelVerification($id: ID!) {
      cancelVerification(id: $id) {
        id
        ...VerificationFields
      }
    }
  `,
  [VerificationFields],
)
