import { useQuery } from 'urql'
import { ViewerQuery } from './viewer.ts'

/**
 * Whether the person who is signed in may do this somewhere (`package.publish` and so on, as the API names it). What
 * nobody could use is not offered; whether it is allowed here and now, only the server decides.
 */
export function useHasPermission(permission: string): boolean {
  const [{ data }] = useQuery({ query: ViewerQuery })
  return data?.viewer?.permissions.includes(permission) ?? false
}
