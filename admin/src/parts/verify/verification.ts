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

/** The newest verifications of a package. */
export const PackageVerifications = graphql(
  `
    fragment PackageVerifications on Package @_unmask {
      verifications(first: 5) {
        totalCount
        nodes {
          id
          ...VerificationFields
        }
      }
    }
  `,
  [VerificationFields],
)

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
