import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMutation } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { PathList } from '../path-list.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { BlockerList } from './blocker-list.tsx'
import { CancelPublication, type Publication } from './publication.ts'
import { publicationPercent, publicationPhase, publicationStatus, publicationTone } from './publication-labels.ts'
import { PublicationSubscription } from './publication-subscription.tsx'

/** A publication to one environment: its progress, or why it did not go live. `isHeld`: the budget pauses videos of the package. */
export function PublicationState({ publication, environmentName, isHeld }: Props) {
  if (publication.finishedAt) return <FinishedPublication publication={publication} />
  return (
    <Stack gap={8}>
      <PublicationSubscription key={publication.id} id={publication.id} />
      <RunningPublication publication={publication} environmentName={environmentName} isHeld={isHeld} />
    </Stack>
  )
}

function RunningPublication({ publication, environmentName: environment, isHeld }: Props) {
  const canCancel = useHasPermission('package.publish')
  const [{ fetching, data, error }, cancel] = useMutation(CancelPublication)
  const { waitingFor } = publication
  const isWaitingForVideos = publication.status === 'WAITING_FOR_VIDEOS'
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Status tone={publicationTone(publication)}>{publicationStatus(publication, isHeld)}</Status>
        <VisuallyHidden role="status">{publicationPhase(publication, isHeld)}</VisuallyHidden>
        {canCancel && (
          <Button
            variant="subtle"
            c="dimmed"
            size="compact-sm"
            aria-label={t('publish.cancelNamed', { environment })}
            disabled={fetching || Boolean(data?.cancelPublication)}
            onClick={() => cancel({ id: publication.id })}
          >
            {t('publish.cancel')}
          </Button>
        )}
      </Group>
      {!isWaitingForVideos && (
        <ProgressBar thin label={t('publish.progress', { environment })} percent={publicationPercent(publication)} />
      )}
      {isWaitingForVideos && waitingFor.length > 0 && (
        <Text size="xs" c="dimmed" component="div">
          {t('publish.goesLiveWhenReady')}
          <PathList paths={waitingFor} />
        </Text>
      )}
      <ErrorNotice error={error} />
    </>
  )
}

function FinishedPublication({ publication }: { publication: Publication }) {
  const { status, blockers, error, finishedAt } = publication
  const tags = { b: (chunks: ReactNode) => <b>{chunks}</b>, time: () => <RelativeTime at={finishedAt!} /> }
  if (status === 'CANCELED') return <Notice tone="info">{t.rich('publish.canceled', { time: tags.time })}</Notice>
  if (status === 'BLOCKED')
    return (
      <Notice tone="warning">
        {t.rich('publish.blocked', tags)}
        <BlockerList blockers={blockers} />
      </Notice>
    )
  return (
    <Notice tone="error">
      {t.rich('publish.failed', tags)} {error?.message ?? t('publish.failedUnknown')}
    </Notice>
  )
}

type Props = { publication: Publication; environmentName: string; isHeld: boolean }
