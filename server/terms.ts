import type { EncodingSettings } from '@lectern/schema/changes/budget'
import { profile } from '@lectern/workflows/profile'
import type { Services } from './world.ts'

/** How streams are made of present drafts, by this installation's settings. */
export const encodingSettingsOf = ({ configuration }: Pick<Services, 'configuration'>): EncodingSettings => ({
  profile,
  timeZone: configuration.LECTERN_TIME_ZONE,
})
