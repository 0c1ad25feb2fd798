/** A revision of a package's draft. */
export type RevisionOf = { packageId: string; revision: number }

/** What rows of a revision say: since then, and not until then. */
export const atRevision = ({ packageId, revision }: RevisionOf) => ({
  packageId,
  fromRevision: { lte: revision },
  OR: [{ untilRevision: null }, { untilRevision: { gt: revision } }],
})
