import type { Terms } from '@lectern/schema/changes/budget'
import { profile } from '@lectern/workflows/contract'
import type { World } from './world.ts'

/** How streams are made of present drafts, by this installation's settings. */
export const termsOf = ({ configuration }: Pick<World, 'configuration'>): Terms => ({
  profile,
  timeZone: configuration.LECTERN_TIME_ZONE,
})
