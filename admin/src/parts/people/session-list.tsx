import { Text } from '@mantine/core'
import { useMutation } from 'urql'
import { formatDateTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { RevokeSession, type Session } from './session.ts'
import { describeBrowser } from './user-agent.ts'

/** The browsers in which a person is signed in, newest first. `canEnd`: each has a button that signs it out. */
export function SessionList({ sessions, canEnd }: { sessions: readonly Session[]; canEnd: boolean }) {
  if (sessions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('people.noSessions')}
      </Text>
    )
  const columns: Column<Session>[] = [
    {
      title: t('people.browser'),
      cell: ({ userAgent, current }) => (
        <>
          <span title={userAgent ?? undefined}>{describeBrowser(userAgent)}</span>{' '}
          {current && <Status tone="done">{t('people.thisSession')}</Status>}
        </>
      ),
    },
    { title: t('people.address'), cell: ({ ip }) => ip },
    { title: t('people.signedIn'), cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { title: t('people.lastSeen'), cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
    { title: t('people.actions'), isAction: true, cell: session => canEnd && <EndSession session={session} /> },
  ]
  return <DataTable label={t('people.sessions')} columns={columns} rows={sessions} />
}

function EndSession({ session }: { session: Session }) {
  const [, revoke] = useMutation(RevokeSession)
  const browser = describeBrowser(session.userAgent)
  const time = formatDateTime(new Date(session.lastSeenAt))
  return (
    <ConfirmButton
      label={t('people.endSession')}
      name={t('people.endNamedSession', { browser })}
      question={t('people.endQuestion')}
      effect={t('people.endEffect', { browser, time })}
      action={() => revoke({ id: session.id })}
    />
  )
}
