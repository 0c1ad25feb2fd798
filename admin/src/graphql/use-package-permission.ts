import { createContext, useContext } from 'react'
import { useHasPermission } from './use-has-permission.ts'

/** Whether the package of the page is archived. Then nothing can be started with it. */
export const ArchivedContext = createContext(false)

/** Returns whether the person may start something with the package of the page. False while it is archived. */
export function usePackagePermission(permission: string): boolean {
  const isArchived = useContext(ArchivedContext)
  return useHasPermission(permission) && !isArchived
}
