import { Anchor } from '@mantine/core'
import { Link } from 'react-router'
import { useMutation } from 'urql'
import { formatTime } from '../../../format/date.ts'
import { t } from '../../../texts/texts.ts'
import { ConfirmButton } from '../../confirm-button.tsx'
import { type Column, DataTable } from '../../data-table.tsx'
import { RelativeTime, useNow } from '../../relative-time.tsx'
import { Status } from '../../status.tsx'
import { RevokeViewer, type ViewerToken } from './viewers.ts'

/** Viewers with what each may open and until when. */
export function ViewerTable({ viewers }: { viewers: readonly ViewerToken[] }) {
  const now = useNow()
  const columns: Column<ViewerToken>[] = [
    { title: t('environments.viewer'), cell: ({ subject }) => subject ?? t('environments.unnamedViewer') },
    {
      title: t('environments.opens'),
      cell: ({ package: pkg }) =>
        pkg ? (
          <Anchor component={Link} to={`/packages/${pkg.slug}`} inherit>
            {pkg.title}
          </Anchor>
        ) : (
          t('environments.everyPackage')
        ),
    },
    { title: t('environments.admitted'), cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { title: t('environments.state'), cell: viewer => <ViewerState viewer={viewer} now={now} /> },
    {
      title: t('environments.actions'),
      isAction: true,
      cell: viewer => isValid(viewer, now) && <RevokeViewerButton viewer={viewer} />,
    },
  ]
  return <DataTable label={t('environments.viewerList')} columns={columns} rows={viewers} />
}

const isValid = ({ revokedAt, expiresAt }: ViewerToken, now: Date) => revokedAt === null && new Date(expiresAt) > now

function ViewerState({ viewer, now }: { viewer: ViewerToken; now: Date }) {
  if (viewer.revokedAt) return <Status tone="failed">{t('environments.revoked')}</Status>
  if (!isValid(viewer, now)) return <Status tone="waiting">{t('environments.ended')}</Status>
  return <Status tone="done">{t('environments.until', { time: formatTime(new Date(viewer.expiresAt)) })}</Status>
}

function RevokeViewerButton({ viewer: { id, subject, createdAt } }: { viewer: ViewerToken }) {
  const [, revoke] = useMutation(RevokeViewer)
  const name = subject ?? t('environments.viewerOf', { time: formatTime(new Date(createdAt)) })
  return (
    <ConfirmButton
      label={t('environments.revoke')}
      name={t('environments.revokeNamed', { name })}
      question={t('environments.revokeQuestion', { name })}
      effect={t('environments.revokeEffect')}
      action={() => revoke({ id })}
    />
  )
}
