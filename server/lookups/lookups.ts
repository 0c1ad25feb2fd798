import type { Access, Lookups } from '@lectern/schema/context'
import { encodePath } from '@lectern/domain/playback/content-address'
import { contentOrigin } from '@lectern/domain/playback/content-origin'
import type { Services } from '../open-services.ts'
import { dropboxFolders } from '@lectern/schema/dropbox/list-folders'
import { findPlaylists } from '@lectern/schema/playback/find-playlists'
import { textDiff } from '@lectern/schema/files/text-diff'

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
