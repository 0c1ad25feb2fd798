import type { Actor } from '../audit/actor.ts'
import type { Tx } from '../database.ts'

/**
 * Whether this person synchronized the revision: started the run, or requested it while it was running. A token counts
 * as the person who created it, so that nobody can use a token to approve their own work. Auto-sync by Lectern counts
 * as nobody.
 */
export async function hasSynchronizedRevision(
  tx: Tx,
  actor: Actor,
  { packageId, revision }: { packageId: string; revision: number },
): Promise<boolean> {
  const draft = await tx.draft.findUnique({
    where: { packageId_revision: { packageId, revision } },
    include: { syncRun: true },
  })
  if (!draft) return false
  const { startedBy, requestedBy } = draft.syncRun
  const person = await personOf(tx, actor)
  if (person === null) return false
  for (const initiator of [startedBy, requestedBy]) if ((await personOf(tx, initiator as Actor)) === person) return true
  return false
}

async function personOf(tx: Tx, actor: Actor): Promise<string | null> {
  if (!actor.tokenId) return actor.userId ?? null
  const token = await tx.apiToken.findUnique({ where: { id: actor.tokenId } })
  return (token?.createdBy as Actor | undefined)?.userId ?? actor.tokenId
}
