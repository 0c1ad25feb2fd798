import { Text } from '@mantine/core'
import { formatCount } from '../../format/count.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { Facts } from '../facts.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { ConnectDropbox } from './connect-dropbox.tsx'
import type { DropboxConnection } from './dropbox-connection.ts'

const tones = { CONNECTED: 'done', REFUSED: 'attention', REAUTHENTICATE: 'failed', NOT_CONNECTED: 'waiting' } as const

/** The account, what Lectern may do there, and what Dropbox reports and allows at present. */
export function ConnectionCard({ connection }: { connection: DropboxConnection }) {
  const { status, account, connectedAt, connectedBy, disconnectedAt, disconnectedBy, scopes, notifiedAt } = connection
  const canConnect = useHasPermission('dropbox.connect')
  // Otherwise the notice above has the button.
  const isButtonHere = canConnect && (status === 'CONNECTED' || status === 'REFUSED')
  return (
    <Card title={t('dropbox.account')} aside={isButtonHere && <ConnectDropbox isAgain variant="default" size="sm" />}>
      <Facts
        facts={[
          {
            title: t('dropbox.state'),
            value: (
              <Status tone={tones[status]}>
                {t('dropbox.stateOf', { status: status === 'NOT_CONNECTED' && account ? 'DISCONNECTED' : status })}
              </Status>
            ),
          },
          ...(account && connectedAt
            ? [
                { title: t('dropbox.accountName'), value: account },
                { title: t('dropbox.connectedAt'), value: <RelativeTime at={connectedAt} /> },
              ]
            : []),
          ...(connectedBy ? [{ title: t('dropbox.connectedBy'), value: connectedBy.name }] : []),
          ...(disconnectedAt
            ? [{ title: t('dropbox.disconnectedAt'), value: <RelativeTime at={disconnectedAt} /> }]
            : []),
          // An account that ended by itself was disconnected by nobody.
          ...(status === 'NOT_CONNECTED' && disconnectedBy
            ? [{ title: t('dropbox.disconnectedBy'), value: disconnectedBy.name }]
            : []),
          {
            title: t('dropbox.lastNotice'),
            value: notifiedAt ? <RelativeTime at={notifiedAt} /> : t('dropbox.noNotice'),
          },
          { title: t('dropbox.calls'), value: <CallLimit limit={connection.callLimit} /> },
          {
            title: t('dropbox.scopes'),
            value: (
              <>
                {t('dropbox.readOnly')}{' '}
                <Text component="code" size="sm" c="dimmed">
                  {scopes.join(', ')}
                </Text>
              </>
            ),
          },
        ]}
      />
    </Card>
  )
}

function CallLimit({ limit: { requestsPerSecond, pausedUntil } }: { limit: DropboxConnection['callLimit'] }) {
  if (pausedUntil)
    return (
      <Status tone="waiting">
        {t.rich('dropbox.callsPaused', { time: () => <RelativeTime key="time" at={pausedUntil} /> })}
      </Status>
    )
  if (requestsPerSecond === null) return t('dropbox.noCallLimit')
  return t('dropbox.callLimit', { rate: formatCount(Math.round(requestsPerSecond)) })
}
