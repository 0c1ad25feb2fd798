import type { Access, Lookups } from '@lectern/schema/context'
import { encodePath } from '../content/address.ts'
import { contentBase } from '../content/base.ts'
import type { World } from '../world.ts'
import { dropboxFolders } from './dropbox-folders.ts'
import { playlists } from './playlists.ts'
import { textDiff } from './text-diff.ts'

/** What queries ask beyond the tables. */
export function lookupsFor(world: World, access: Access): Lookups {
  const caller = access.kind === 'caller' ? access.caller : null
  return {
    dropboxFolders: path => dropboxFolders(world, caller, path),
    playlists: question => playlists(world, access, question),
    textDiff: change => textDiff(world.store, change),
    deploymentUrl: (environment, slug) =>
      `${contentBase(world.configuration, slug)}/${encodePath(`${environment}/${slug}`)}/`,
  }
}
