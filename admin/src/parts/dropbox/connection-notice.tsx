import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { useRefetchOnEvents } from '../use-refetch-on-events.ts'
import { ConnectDropbox } from './connect-dropbox.tsx'
import { connectionActions } from './dropbox-connection.ts'

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

/** Asks to connect Dropbox, or says why Dropbox refuses to let Lectern read. Empty while it works. */
export function ConnectionNotice() {
  const [{ data }, refetch] = useQuery({ query: ConnectionQuery, requestPolicy: 'cache-and-network' })
  useRefetchOnEvents(connectionActions, refetch)
  return data?.dropboxConnection ? <ConnectionProblem connection={data.dropboxConnection} /> : null
}

type Connection = { status: string; account: string | null; problem: { message: string } | null }

/** What is wrong with a connection, with the way to repair it. Empty while it works. */
export function ConnectionProblem({ connection: { status, account, problem } }: { connection: Connection }) {
  if (status === 'CONNECTED') return null
  if (status === 'REFUSED')
    return <Notice tone="warning">{t('dropbox.refused', { reason: problem?.message ?? '' })}</Notice>
  if (status === 'REAUTHENTICATE')
    return (
      <Notice tone="error">
        {t('dropbox.ended')} <ConnectDropbox isAgain />
      </Notice>
    )
  // An account that a person disconnected is still known.
  return (
    <Notice tone="warning">
      {account ? t('dropbox.wasDisconnected') : t('dropbox.notConnected')} <ConnectDropbox isAgain={account !== null} />
    </Notice>
  )
}
