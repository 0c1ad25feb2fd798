import type { EncodingSettings } from '@lectern/domain/transcode/budget'
import { profile } from '@lectern/domain/transcode/profile'
import type { Services } from './open-services.ts'

/** How streams are made of present drafts, by this installation's settings. */
export const encodingSettingsOf = ({ configuration }: Pick<Services, 'configuration'>): EncodingSettings => ({
  profile,
  timeZone: configuration.LECTERN_TIME_ZONE,
})
