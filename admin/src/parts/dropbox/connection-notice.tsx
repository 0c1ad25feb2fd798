import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ConnectDropbox } from './connect-dropbox.tsx'

const ConnectionQuery = graphql(`
  query DropboxConnection {
    dropboxConnection {
      status
      account
      problem {
        code
        message
      }
    }
  }
`)

/**
 * Asks to connect Dropbox, says why Dropbox refuses to let Lectern read, or confirms the connection to a person who
 * returns from there. Otherwise empty.
 */
export function ConnectionNotice() {
  const [params] = useSearchParams()
  const [{ data }] = useQuery({ query: ConnectionQuery, requestPolicy: 'cache-and-network' })
  const connection = data?.dropboxConnection
  if (!connection) return null
  if (connection.status === 'CONNECTED')
    return params.get('dropbox') === 'connected' ? (
      <Notice tone="success" alert>
        {t('dropbox.connected', { account: connection.account ?? '' })}
      </Notice>
    ) : null
  if (connection.status === 'REFUSED')
    return <Notice tone="warning">{t('dropbox.refused', { reason: connection.problem?.message ?? '' })}</Notice>
  return (
    <Notice tone="warning">
      {t('dropbox.notConnected')} <ConnectDropbox />
    </Notice>
  )
}
