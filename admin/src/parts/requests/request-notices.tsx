import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useViewerId } from '../../graphql/use-has-permission.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { DialogButton } from '../dialog-button.tsx'
import { Notice } from '../notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { PublicationRequest } from './publication-request.ts'

/**
 * The open requests to publish a package, each with a button for who may do so. `revision`: of the draft now. `dialog`: the
 * publish dialog for an environment.
 */
export function RequestNotices({ requests, revision, dialog }: Props) {
  const viewer = useViewerId()
  const canPublish = usePackagePermission('package.publish')
  return requests.map(request => {
    const { id, environment, requestedBy, requestedAt, notes } = request
    const isOwn = requestedBy.user?.id !== undefined && requestedBy.user.id === viewer
    const names = { environment: environment?.name ?? t('schedule.hidden'), name: requestedBy.name }
    const time = () => <RelativeTime at={requestedAt} />
    return (
      <Notice key={id} tone={isOwn || !canPublish ? 'waiting' : 'warning'}>
        <Stack gap={8} align="flex-start">
          <div>
            {isOwn
              ? t.rich('requests.own', { ...names, time })
              : t.rich(canPublish ? 'requests.toYou' : 'requests.toOthers', { ...names, time })}
            {request.revision !== revision && <div>{t('requests.changed')}</div>}
          </div>
          {notes && (
            <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {notes}
            </Text>
          )}
          {canPublish && !isOwn && environment && (
            <DialogButton
              label={t('requests.review')}
              aria-label={t('requests.reviewNamed', names)}
              size="xs"
              dialog={close => dialog(environment.slug, close)}
            />
          )}
        </Stack>
      </Notice>
    )
  })
}

type Props = {
  requests: readonly PublicationRequest[]
  revision: number | undefined
  dialog: (environment: string, close: () => void) => ReactNode
}
