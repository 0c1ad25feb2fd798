import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { Notice } from '../notice.tsx'
import { ConnectDropbox } from './connect-dropbox.tsx'

const ConnectionQuery = graphql(`
  query DropboxConnection {
    dropboxConnection {
      status
      account
    }
  }
`)

/** That Dropbox must be connected, with the way to do so; or, to whoever comes back from there, that it is. Otherwise nothing. */
export function ConnectionNotice() {
  const [params] = useSearchParams()
  const [{ data }] = useQuery({ query: ConnectionQuery, requestPolicy: 'cache-and-network' })
  const connection = data?.dropboxConnection
  if (!connection) return null
  if (connection.status === 'CONNECTED')
    return params.get('dropbox') === 'connected' ? (
      <Notice tone="good" alert>
        Lectern is connected to the Dropbox of {connection.account}. Synchronisations that waited for it go on.
      </Notice>
    ) : null
  return (
    <Notice tone="careful">
      Lectern is not connected to Dropbox. <ConnectDropbox />
    </Notice>
  )
}
