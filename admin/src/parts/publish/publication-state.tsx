import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { formatCount, formatQuantity } from '../../format/count.ts'
import { RelativeTime } from '../relative-time.tsx'
import { Notice } from '../notice.tsx'
import { PathList } from '../path-list.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { BlockerList } from './blocker-list.tsx'
import { CancelPublication, type Publication } from './publication.ts'
import { PublicationSubscription } from './publication-subscription.tsx'
import { publicationPercent } from './publication-labels.ts'

/** A publication on its way to one environment, or why it did not arrive. */
export function PublicationState({ publication, place: environmentName }: { publication: Publication; place: string }) {
  if (publication.finishedAt) return <FinishedPublication publication={publication} />
  return (
    <Stack gap={8}>
      <PublicationSubscription key={publication.id} id={publication.id} />
      <RunningPublication publication={publication} place={environmentName} />
    </Stack>
  )
}

function RunningPublication({ publication, place: environmentName }: { publication: Publication; place: string }) {
  const canCancel = useHasPermission('package.publish')
  const [{ fetching, data, error }, cancel] = useMutation(CancelPublication)
  const { status, filesDone, filesTotal, waitingFor } = publication
  const isWaitingForVideos = status === 'WAITING_FOR_VIDEOS'
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" role="status">
          {status === 'QUEUED' && 'Waits until another publication of this package is over'}
          {isWaitingForVideos &&
            (waitingFor.length > 0 ? `Waiting for ${formatQuantity(waitingFor.length, 'video')}` : 'About to appear')}
          {status === 'COPYING' &&
            (filesTotal
              ? `Copying ${formatCount(filesDone)} of ${formatQuantity(filesTotal, 'file')}`
              : 'Getting ready to copy')}
        </Text>
        {canCancel && (
          <Button
            variant="subtle"
            c="gray.7"
            size="compact-sm"
            aria-label={`Cancel publication to ${environmentName}`}
            disabled={fetching || Boolean(data?.cancelPublication)}
            onClick={() => cancel({ id: publication.id })}
          >
            Cancel
          </Button>
        )}
      </Group>
      <ProgressBar
        thin
        label={`Publication to ${environmentName}`}
        percent={isWaitingForVideos ? 100 : publicationPercent(publication)}
      />
      {isWaitingForVideos && waitingFor.length > 0 && (
        <Text size="xs" c="gray.6" component="div">
          It appears by itself as soon as these are ready:
          <PathList paths={waitingFor} />
        </Text>
      )}
      <ErrorNotice error={error} />
    </>
  )
}

function FinishedPublication({ publication }: { publication: Publication }) {
  const { status, blockers, error, finishedAt } = publication
  const finishedTime = <RelativeTime at={finishedAt!} />
  if (status === 'CANCELED') return <Notice tone="info">A publication was cancelled {finishedTime}.</Notice>
  if (status === 'BLOCKED')
    return (
      <Notice tone="careful">
        <b>Not published</b> ({finishedTime}).
        <BlockerList blockers={blockers} />
      </Notice>
    )
  return (
    <Notice tone="bad">
      <b>Not published</b> ({finishedTime}).{' '}
      {error?.message ?? 'Something went wrong on the way. Please publish again.'}
    </Notice>
  )
}
