import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { showToast } from '../toast/show-toast.ts'
import { RequestPublication } from './publication-request.ts'

/** Returns a function that asks others to publish a package, and says so. It resolves to false when that failed. */
export function useAskToPublish(slug: string) {
  const [{ fetching, error }, request] = useMutation(RequestPublication)
  const ask = async (environment: { slug: string; name: string }, notes: string): Promise<boolean> => {
    const { data } = await request({ slug, environment: environment.slug, notes: notes.trim() || null })
    if (!data?.requestPublication) return false
    await showToast({ message: t('requests.asked', { environment: environment.name }) })
    return true
  }
  return { ask, isAsking: fetching, error }
}
