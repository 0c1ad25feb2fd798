import { encodePath } from '@lectern/domain/playback/content-address'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { Settings } from '../services.ts'

/** The address at which an environment shows a package. */
export const deploymentUrl = (content: Settings['content'], environmentSlug: string, packageSlug: string): string =>
  `${contentOrigin(content, packageSlug)}/${encodePath(`${environmentSlug}/${packageSlug}`)}/`
