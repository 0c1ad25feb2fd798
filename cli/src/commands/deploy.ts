import { graphql } from '../api/graphql.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'

export const deployDocument = graphql(`
  mutation Deploy($slug: String!, $release: Int!, $environment: String!) {
    deployRelease(package: $slug, release: $release, environment: $environment) {
      id url deployedAt release { number } environment { slug }
    }
  }
`)

/** Makes an environment show a release that exists: promotes it, or rolls back to it. */
export async function deploy(context: CommandContext, slug: string, release: number, to: string): Promise<void> {
  const variables = { slug, release, environment: to }
  const { deployRelease } = await openApi(context).execute(deployDocument, variables, context.signal)
  const deployment = requireFound(deployRelease, `Release ${release} of "${slug}"`)
  context.output.result(deployment, () => `Release ${release} of "${slug}" is at ${deployment.url}`)
}
