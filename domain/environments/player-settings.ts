import type { Database, Environment } from '../database.ts'
import { memoize } from '../memoize.ts'

/** What the player does on the pages of an environment. See the columns of `environment`. */
export type PlayerSettings = Pick<Environment, 'controls' | 'resume'>

/** The settings where no environment says otherwise, as of the columns: in previews. */
export const defaultPlayerSettings: PlayerSettings = { controls: false, resume: true }

/** The player settings of an environment, with what decides who may read them. */
export type EnvironmentPlayerSettings = PlayerSettings & Pick<Environment, 'id' | 'access'>

/** Finds the player settings of an environment by its slug. Null if there is no such environment. */
export const findPlayerSettings = (database: Database, slug: string): Promise<EnvironmentPlayerSettings | null> =>
  database.environment.findFirst({
    where: { slug, deletedAt: null },
    select: { id: true, access: true, controls: true, resume: true },
  })

/** A changed setting takes effect as fast as a changed right: the content host caches both for a second. */
const settingsCacheMs = 1_000
const maxCachedSettings = 1_000

type Read = (slug: string) => Promise<EnvironmentPlayerSettings | null>
const cachedReads = new WeakMap<Database, Read>()

/** Caches `findPlayerSettings` for `settingsCacheMs`. For callers that do not cache their own result. */
export function cachedPlayerSettings(database: Database, slug: string): Promise<EnvironmentPlayerSettings | null> {
  const read =
    cachedReads.get(database) ??
    memoize(settingsCacheMs, maxCachedSettings, (key: string) => findPlayerSettings(database, key))
  cachedReads.set(database, read)
  return read(slug)
}
