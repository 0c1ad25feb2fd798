import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from 'urql'
import { useMay } from '../../graphql/use-may.ts'
import { count, counted } from '../../text/count.ts'
import { Moment } from '../moment.tsx'
import { Notice } from '../notice.tsx'
import { PathList } from '../path-list.tsx'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { BlockerList } from './blocker-list.tsx'
import { CancelPublication, type Publication } from './publication.ts'
import { PublicationWatch } from './publication-watch.tsx'
import { publicationPercent } from './publication-words.ts'

/** A publication on its way to one environment, or why it did not arrive. */
export function PublicationState({ publication, place }: { publication: Publication; place: string }) {
  if (publication.finishedAt) return <NotArrived publication={publication} />
  return (
    <Stack gap={8}>
      <PublicationWatch key={publication.id} id={publication.id} />
      <OnItsWay publication={publication} place={place} />
    </Stack>
  )
}

function OnItsWay({ publication, place }: { publication: Publication; place: string }) {
  const mayCancel = useMay('package.publish')
  const [{ fetching, data, error }, cancel] = useMutation(CancelPublication)
  const { status, filesDone, filesTotal, waitingFor } = publication
  const waiting = status === 'WAITING_FOR_VIDEOS'
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" role="status">
          {status === 'QUEUED' && 'Waits until another publication of this package is over'}
          {waiting &&
            (waitingFor.length > 0 ? `Waiting for ${counted(waitingFor.length, 'video')}` : 'About to appear')}
          {status === 'COPYING' &&
            (filesTotal ? `Copying ${count(filesDone)} of ${counted(filesTotal, 'file')}` : 'Getting ready to copy')}
        </Text>
        {mayCancel && (
          <Button
            variant="subtle"
            c="gray.7"
            size="compact-sm"
            aria-label={`Cancel publication to ${place}`}
            disabled={fetching || Boolean(data?.cancelPublication)}
            onClick={() => cancel({ id: publication.id })}
          >
            Cancel
          </Button>
        )}
      </Group>
      <ProgressBar thin label={`Publication to ${place}`} percent={waiting ? 100 : publicationPercent(publication)} />
      {waiting && waitingFor.length > 0 && (
        <Text size="xs" c="gray.6" component="div">
          It appears by itself as soon as these are ready:
          <PathList paths={waitingFor} />
        </Text>
      )}
      <TroubleNote error={error} />
    </>
  )
}

function NotArrived({ publication }: { publication: Publication }) {
  const { status, blockers, error, finishedAt } = publication
  const when = <Moment at={finishedAt!} />
  if (status === 'CANCELED') return <Notice tone="info">A publication was cancelled {when}.</Notice>
  if (status === 'BLOCKED')
    return (
      <Notice tone="careful">
        <b>Not published</b> ({when}).
        <BlockerList blockers={blockers} />
      </Notice>
    )
  return (
    <Notice tone="bad">
      <b>Not published</b> ({when}). {error?.message ?? 'Something went wrong on the way. Please publish again.'}
    </Notice>
  )
}
