import { graphql, type ResultOf } from '../../graphql/tada.ts'

/** The connection with what is known of it. */
export const DropboxConnectionFields = graphql(`
  fragment DropboxConnectionFields on DropboxConnection @_unmask {
    status
    account
    connectedAt
    connectedBy {
      name
    }
    disconnectedAt
    disconnectedBy {
      name
    }
    automaticPackages
    scopes
    notifiedAt
    callLimit {
      requestsPerSecond
      pausedUntil
    }
    packageFolders {
      path
      packages
    }
    problem {
      code
      message
    }
  }
`)

export type DropboxConnection = ResultOf<typeof DropboxConnectionFields>

/** The event of the disconnection refreshes the page. */
export const DisconnectDropbox = graphql(`
  mutation DisconnectDropbox {
    disconnectDropbox {
      revoked
    }
  }
`)

/** The audit actions that change the connection. */
export const connectionActions = [
  'dropbox.connected',
  'dropbox.disconnected',
  'dropbox.rootChanged',
  'dropbox.refused',
  'dropbox.allowed',
]
