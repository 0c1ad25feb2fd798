/** A revision of a package's draft. */
export type DraftRevision = { packageId: string; revision: number }

/** What rows of a revision say: since then, and not until then. */
export const atRevision = ({ packageId, revision }: DraftRevision) => ({
  packageId,
  fromRevision: { lte: revision },
  OR: [{ untilRevision: null }, { untilRevision: { gt: revision } }],
})
