import { useMutation } from 'urql'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { showToast } from '../../toast/show-toast.ts'

const UnignoreFinding = graphql(`
  mutation UnignoreFinding($slug: String!, $cause: ID!) {
    unignoreFinding(package: $slug, cause: $cause) {
      cause
    }
  }
`)

/** Takes back that a finding is ignored, and says so. */
export function useUnignore(slug: string, cause: string, onChanged: () => void) {
  const [{ fetching }, execute] = useMutation(UnignoreFinding)
  const unignore = async () => {
    const { error } = await execute({ slug, cause })
    onChanged()
    if (error) await showToast({ message: t('findings.stillIgnoredToast'), isError: true })
    else await showToast({ message: t('findings.unignoredToast') })
  }
  return { isSaving: fetching, unignore }
}
