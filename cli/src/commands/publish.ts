import { graphql, type ResultOf } from '../api/graphql.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { formatCount, formatCountOf, formatEnum, progressBar } from '../output/format.ts'
import { followWork } from './follow-work.ts'

const publicationFields = graphql(`
  fragment PublicationFields on Publication {
    id status filesTotal filesDone waitingFor startedAt finishedAt
    blockers { code path message } error { code message }
    release { number } deployment { url } package { transcode { status percent } }
  }
`)
export const publishDocument = graphql(
  `mutation Publish($slug: String!, $environment: String!, $notes: String, $key: String) {
    publishPackage(slug: $slug, environment: $environment, notes: $notes, idempotencyKey: $key) { ...PublicationFields }
  }`,
  [publicationFields],
)
export const publicationProgressDocument = graphql(
  `subscription PublicationProgress($id: ID!) { publicationProgress(id: $id) { ...PublicationFields } }`,
  [publicationFields],
)
export const publicationDocument = graphql(
  `query Publication($id: ID!) { publication(id: $id) { ...PublicationFields } }`,
  [publicationFields],
)

export type Publication = ResultOf<typeof publicationFields>

/**
 * Publishes the draft to an environment. `key`: the same key never publishes twice. `watch`: shows the progress, and fails
 * if the environment does not show the release in the end.
 */
export async function publish(
  context: CommandContext,
  slug: string,
  { to, notes, key, watch = false }: { to: string; notes?: string; key?: string; watch?: boolean },
): Promise<void> {
  const { output, signal } = context
  const api = openApi(context)
  const started = await api.execute(publishDocument, { slug, environment: to, notes, key }, signal)
  let publication = requireFound(started.publishPackage, `The package "${slug}"`)
  if (!watch && publication.finishedAt === null)
    return output.result(publication, () => `The publication of "${slug}" to ${to} has started.`)
  const updates = followWork(context, publication, {
    read: async ({ id }) =>
      requireFound((await api.execute(publicationDocument, { id }, signal)).publication, 'The publication'),
    subscribe: async function* () {
      for await (const { publicationProgress } of api.subscribe(
        publicationProgressDocument,
        { id: publication.id },
        signal,
      ))
        yield publicationProgress
    },
  })
  for await (publication of updates) {
    output.progress(publication, { title: publication.status, line: describePublication(publication) })
    requireBudget(publication)
  }
  requireSuccess(publication)
  const { release, deployment } = publication
  if (!output.json) output.result(null, () => `Release ${release?.number} of "${slug}" is at ${deployment?.url}`)
}

/** Describes the progress of a publication in one line. */
export function describePublication({ status, filesDone, filesTotal, waitingFor, package: pkg }: Publication): string {
  const title = formatEnum(status)
  if (status === 'WAITING_FOR_VIDEOS') {
    const percent = pkg.transcode?.percent
    const bar = percent == null ? '' : `  ${progressBar(percent, 24)}  ${Math.floor(percent)}%`
    return `${title}${bar}  ${formatCountOf(waitingFor.length, 'video')} not ready`
  }
  if (status !== 'COPYING' || filesTotal === 0) return title
  const percent = (filesDone / filesTotal) * 100
  return `${title}  ${progressBar(percent, 24)}  ${Math.floor(percent)}%  ${formatCount(filesDone)} of ${formatCountOf(filesTotal, 'file')}`
}

function requireBudget({ status, package: { transcode } }: Publication): void {
  if (status === 'WAITING_FOR_VIDEOS' && transcode?.status === 'WAITING_FOR_BUDGET')
    throw new CommandError(
      exitCodes.waitsForPerson,
      transcode.status,
      'The monthly budget does not cover the videos. Release them in the admin, then the publication goes on.',
    )
}

function requireSuccess({ status, blockers, error }: Publication): void {
  if (status === 'SUCCEEDED') return
  const reasons = [...blockers, error].flatMap(problem => problem?.message ?? [])
  const code = blockers[0]?.code ?? error?.code ?? status
  throw new CommandError(exitCodes.failed, code, reasons.join(' ') || `The publication is ${formatEnum(status)}.`)
}
