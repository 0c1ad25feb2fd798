import { Group } from '@mantine/core'
import { useState } from 'react'
import { useClient, useMutation } from 'urql'
import { describeError } from '../../../graphql/problems.ts'
import { t } from '../../../texts/texts.ts'
import { ServerButton } from '../../server-button.tsx'
import { showToast } from '../../toast/show-toast.ts'
import { RetryVideo } from '../transcode.ts'
import { allFailedVideos } from './all-failed-videos.ts'
import type { ListedVideo } from './listed-video.ts'
import { type RetryKind, retryKinds } from './retry-kinds.ts'

/**
 * Retries all videos of a kind: those that failed, or those that were stopped. Each can be retried alone too. `videos` are the
 * listed ones; those of other pages are read first.
 */
export function RetryButtons({ slug, videos, totalCount }: Props) {
  const client = useClient()
  const hasOthers = totalCount > videos.length
  const [, retry] = useMutation(RetryVideo)
  const [running, setRunning] = useState<RetryKind | null>(null)
  const retryAll = async (kind: RetryKind) => {
    setRunning(kind)
    const all: Awaited<ReturnType<typeof allFailedVideos>> = hasOthers
      ? await allFailedVideos(client, slug)
      : { videos }
    const ids = retryKinds(all.videos).find(retryable => retryable.kind === kind)?.ids ?? []
    const results = []
    for (const id of ids) results.push(await retry({ id }))
    setRunning(null)
    const [failure, ...others] = results.filter(({ error }) => error)
    const count = ids.length - others.length - (failure ? 1 : 0)
    const problem = describeError(failure?.error ?? all.error)?.message
    showToast(
      problem
        ? { message: t('videos.retriedSome', { count, total: ids.length, problem }), isError: true }
        : { message: t('videos.retriedAll', { count }) },
    )
  }
  return (
    <Group gap="sm">
      {retryKinds(videos)
        .filter(({ ids }) => ids.length > 1 || hasOthers)
        .map(({ kind, ids }) => (
          <ServerButton
            key={kind}
            variant="default"
            size="xs"
            loading={running === kind}
            disabled={running !== null}
            onClick={() => retryAll(kind)}
          >
            {hasOthers ? t('videos.retryAllPages', { kind }) : t('videos.retryAll', { kind, count: ids.length })}
          </ServerButton>
        ))}
    </Group>
  )
}

type Props = { slug: string; videos: readonly ListedVideo[]; totalCount: number }
