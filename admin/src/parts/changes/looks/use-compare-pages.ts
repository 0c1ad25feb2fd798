import { useMutation } from 'urql'
import { describeError } from '../../../graphql/problems.ts'
import { showToast } from '../../toast/show-toast.ts'
import { ComparePages } from './page-comparison.ts'

/** Returns a function that asks for pictures of pages, and says why that was refused. */
export function useComparePages(versions: { slug: string; from: number; to: number | null }) {
  const [{ fetching }, execute] = useMutation(ComparePages)
  const compare = async () => {
    const { error } = await execute(versions)
    if (error) await showToast({ message: describeError(error)!.message, isError: true })
  }
  return { compare, isStarting: fetching }
}
