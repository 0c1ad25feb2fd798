import { useQuery } from 'urql'
import { ViewerQuery } from './viewer.ts'

/**
 * Returns whether the signed-in person has a permission (`package.publish`) anywhere. Hides controls that the person
 * could never use. The server decides about each package.
 */
export function useHasPermission(permission: string): boolean {
  const [{ data }] = useQuery({ query: ViewerQuery })
  return data?.viewer?.permissions.includes(permission) ?? false
}
