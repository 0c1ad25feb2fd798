import { useContext } from 'react'
import { ViewerContext } from './viewer.ts'

/**
 * Returns whether the signed-in person has a permission (`package.publish`) anywhere. Hides controls that the person
 * could never use. The server decides about each package.
 */
export function useHasPermission(permission: string): boolean {
  return useContext(ViewerContext)?.permissions.includes(permission) ?? false
}

/** Returns whether the signed-in person has a permission everywhere, as what belongs to no package or environment needs. */
export function useHasPermissionEverywhere(permission: string): boolean {
  return useEverywhere().some(effective => effective.permission === permission)
}

/** Returns whether the signed-in person is an owner everywhere. Only owners give and take the role OWNER. */
export function useIsOwner(): boolean {
  return useEverywhere().some(({ grants }) => grants.some(({ role }) => role === 'OWNER'))
}

/** The id of the signed-in person. Undefined for a token. */
export function useViewerId(): string | undefined {
  return useContext(ViewerContext)?.user?.id
}

function useEverywhere() {
  return useContext(ViewerContext)?.user?.effectivePermissions ?? []
}
