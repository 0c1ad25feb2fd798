import type { Actor } from '../audit/actor.ts'
import type { Tx } from '../database.ts'

/**
 * Is this the person whose synchronisation made the revision: who started it, or asked for it while it went on? A token counts as whoever made it,
 * so that nobody is four eyes alone; Lectern, which synchronises by itself, is nobody.
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
