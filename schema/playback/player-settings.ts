import {
  cachedPlayerSettings,
  defaultPlayerSettings,
  findPlayerSettings,
  type PlayerSettings as PlayerSettingsShape,
} from '@lectern/domain/environments/player-settings'
import { canSeeEnvironment } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'

const PlayerSettings = builder.objectRef<PlayerSettingsShape>('PlayerSettings').implement({
  description: 'What the player does on the pages of an environment.',
  fields: t => ({
    controls: t.exposeBoolean('controls', {
      description: "Whether videos have the player's own controls, with speed, quality, and captions.",
    }),
    resume: t.exposeBoolean('resume', {
      description: 'Whether a video continues where the viewer stopped. The position stays on the device.',
    }),
  }),
})

builder.queryField('playerSettings', t =>
  t.field({
    permission: 'public',
    description: 'The settings of an environment. The default settings in a preview, and where it is not visible.',
    type: PlayerSettings,
    skipTypeScopes: true,
    args: { environment: t.arg.string() },
    resolve: (_root, { environment }, context) => visiblePlayerSettings(context, environment ?? null),
  }),
)

/** Returns the settings of an environment that the caller may see, or else the default settings. */
async function visiblePlayerSettings(
  context: Pick<Context, 'access' | 'services'>,
  slug: string | null,
): Promise<PlayerSettingsShape> {
  const { access, services } = context
  if (slug === null || access.kind === 'preview') return defaultPlayerSettings
  if (access.kind === 'viewer' && access.environment !== slug) return defaultPlayerSettings
  const mustBeFresh = access.kind === 'caller' || (access.kind === 'public' && access.bypassCache)
  const read = mustBeFresh ? findPlayerSettings : cachedPlayerSettings
  const found = await read(services.database, slug)
  if (!found) return defaultPlayerSettings
  const isVisible = access.kind === 'viewer' || found.access === 'PUBLIC' || canSeeEnvironment(context, found.id)
  return isVisible ? found : defaultPlayerSettings
}
