import { useMutation } from 'urql'
import { formatDateTime } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { showToast } from '../toast/show-toast.ts'
import { type PreviewLink, RevokePreviewLink } from './preview-query.ts'

/** The links that work, with who made them and when they end. */
export function LinkTable({ links, canRevoke, onRevoked }: Props) {
  const [, revoke] = useMutation(RevokePreviewLink)
  const columns: Column<PreviewLink>[] = [
    { title: t('preview.createdBy'), cell: ({ createdBy }) => createdBy.name },
    { title: t('preview.created'), cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      title: t('preview.ends'),
      cell: ({ expiresAt }) => <time dateTime={expiresAt}>{formatDateTime(new Date(expiresAt))}</time>,
    },
    {
      title: t('preview.actions'),
      isAction: true,
      cell: ({ id, createdBy, expiresAt }) =>
        canRevoke && (
          <ConfirmButton
            label={t('preview.revoke')}
            name={t('preview.revokeNamed', { name: createdBy.name, date: formatDateTime(new Date(expiresAt)) })}
            question={t('preview.revokeQuestion')}
            effect={t('preview.revokeEffect')}
            action={async () => {
              const result = await revoke({ id })
              if (!result.error) showToast({ message: t('preview.revoked') })
              onRevoked()
              return result
            }}
          />
        ),
    },
  ]
  return (
    <DataTable
      label={t('preview.links')}
      columns={columns}
      rows={links.filter(({ revokedAt }) => revokedAt === null)}
    />
  )
}

type Props = { links: readonly PreviewLink[]; canRevoke: boolean; onRevoked: () => void }
