import type { Client } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { showToast } from '../toast/show-toast.ts'
import { DeployRelease } from './deploy-release.ts'

/** Shows an earlier release in an environment (`message` says so), or says why that failed. */
export async function goBack(
  client: Client,
  target: { slug: string; release: number; environment: string },
  message: string,
): Promise<void> {
  const { error } = await client.mutation(DeployRelease, target).toPromise()
  await showToast(error ? { message: describeError(error)!.message, isError: true } : { message })
}
