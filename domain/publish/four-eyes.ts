import type { Actor } from '../audit/actor.ts'
import type { Draft, Environment, SyncRun, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'

type Revision = { packageId: string; revision: number }

/**
 * The reason why a person may not publish or deploy a revision to an environment with four-eyes. Null if there is none. The
 * person who synchronized it may not. A revision of automatic synchronization, which the environment has not shown yet, needs a
 * request by another person. `requestedRevision`: the draft that the request is for, by default the revision itself.
 */
export async function findFourEyesProblem(
  tx: Tx,
  actor: Actor,
  environment: Environment,
  { packageId, revision }: Revision,
  requestedRevision = revision,
): Promise<Problem | null> {
  if (!environment.fourEyes) return null
  const { id: environmentId, name } = environment
  const draft = await tx.draft.findUnique({
    where: { packageId_revision: { packageId, revision } },
    include: { syncRun: true },
  })
  if (!draft) return null
  const person = await personOf(tx, actor)
  if (await isOneOf(tx, person, initiatorsOf(draft)))
    return fourEyesProblem(
      `In ${name}, the person who synchronized a draft may not publish it. Ask a colleague to publish it.`,
    )
  if (!isAutomatic(draft)) return null
  const shown = { packageId, environmentId, release: { revision } }
  if ((await tx.deployment.count({ where: shown })) > 0) return null
  const where = { packageId, environmentId, revision: { in: [revision, requestedRevision] } }
  const requests = await tx.publicationRequest.findMany({ where })
  for (const { requestedBy } of requests) if ((await personOf(tx, requestedBy as Actor)) !== person) return null
  return fourEyesProblem(
    `This draft was synchronized automatically. In ${name}, one person asks for its publication, and another publishes it.`,
  )
}

const fourEyesProblem = (message: string): Problem => ({ code: 'FOUR_EYES', message, path: null })

/** Returns the ids of the people who started the run that made a revision, or requested it while it was running. */
export async function synchronizersOf(tx: Tx, { packageId, revision }: Revision): Promise<(string | null)[]> {
  const draft = await tx.draft.findUnique({
    where: { packageId_revision: { packageId, revision } },
    include: { syncRun: true },
  })
  return draft ? Promise.all(initiatorsOf(draft).map(initiator => personOf(tx, initiator))) : []
}

type DraftWithRun = Draft & { syncRun: SyncRun }

const initiatorsOf = ({ syncRun: { startedBy, requestedBy } }: DraftWithRun) => [startedBy, requestedBy] as Actor[]

/** Whether nobody asked for the synchronization. */
const isAutomatic = (draft: DraftWithRun) => initiatorsOf(draft).every(({ kind }) => kind === 'SYSTEM')

/** Whether the person is one of these actors. Auto-sync by Lectern counts as nobody. */
async function isOneOf(tx: Tx, person: string | null, actors: Actor[]): Promise<boolean> {
  if (person === null) return false
  for (const actor of actors) if ((await personOf(tx, actor)) === person) return true
  return false
}

/** The person of an actor. A token counts as its creator, so that nobody can use a token to approve their own work. */
async function personOf(tx: Tx, actor: Actor): Promise<string | null> {
  if (!actor.tokenId) return actor.userId ?? null
  const token = await tx.apiToken.findUnique({ where: { id: actor.tokenId } })
  return (token?.createdBy as Actor | undefined)?.userId ?? actor.tokenId
}
