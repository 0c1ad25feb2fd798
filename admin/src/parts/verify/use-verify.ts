import { useMutation } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { showToast } from '../toast/show-toast.ts'
import { VerifyPackage } from './verification.ts'
import { verifiedLabel } from './verification-labels.ts'

/** Returns a function that starts a verification, with repair or without, and says so or why it was refused. */
export function useVerify(slug: string) {
  const [, execute] = useMutation(VerifyPackage)
  const verify = async (release: number | null, repair: boolean) => {
    const { data, error } = await execute({ slug, release, repair })
    const run = data?.verifyPackage
    if (run) await showToast({ message: t('verify.started', { what: verifiedLabel(run) }) })
    else if (error) await showToast({ message: describeError(error)!.message, isError: true })
  }
  return { verify }
}
