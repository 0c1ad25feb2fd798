import type { Access, Lookups } from '@lectern/schema/context'
import { encodePath } from '../content/address.ts'
import { contentOrigin } from '../content/base.ts'
import type { Services } from '../world.ts'
import { dropboxFolders } from './dropbox-folders.ts'
import { findPlaylists } from './playlists.ts'
import { textDiff } from './text-diff.ts'

/** What queries ask beyond the tables. */
export function lookupsFor(services: Services, access: Access): Lookups {
  const caller = access.kind === 'caller' ? access.caller : null
  return {
    dropboxFolders: path => dropboxFolders(services, caller, path),
    playlists: input => findPlaylists(services, access, input),
    textDiff: change => textDiff(services.store, change),
    deploymentUrl: (environment, slug) =>
      `${contentOrigin(services.configuration, slug)}/${encodePath(`${environment}/${slug}`)}/`,
  }
}
