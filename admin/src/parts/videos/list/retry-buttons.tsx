import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'
import { describeError } from '../../../graphql/problems.ts'
import { t } from '../../../texts/texts.ts'
import { showToast } from '../../toast/show-toast.ts'
import { RetryVideo } from '../transcode.ts'
import type { ListedVideo } from './listed-video.ts'
import { type RetryKind, retryKinds } from './retry-kinds.ts'

/** Retries all listed videos of a kind: those that failed, or those that were stopped. Each can be retried alone too. */
export function RetryButtons({ videos }: { videos: readonly ListedVideo[] }) {
  const [, retry] = useMutation(RetryVideo)
  const [running, setRunning] = useState<RetryKind | null>(null)
  const retryAll = async (kind: RetryKind, ids: string[]) => {
    setRunning(kind)
    const results = []
    for (const id of ids) results.push(await retry({ id }))
    setRunning(null)
    const [failure, ...others] = results.filter(({ error }) => error)
    const count = ids.length - others.length - (failure ? 1 : 0)
    const problem = describeError(failure?.error)?.message
    showToast(
      problem
        ? { message: t('videos.retriedSome', { count, total: ids.length, problem }), isError: true }
        : { message: t('videos.retriedAll', { count }) },
    )
  }
  return (
    <Group gap="sm">
      {retryKinds(videos)
        .filter(({ ids }) => ids.length > 1)
        .map(({ kind, ids }) => (
          <Button
            key={kind}
            variant="default"
            size="xs"
            loading={running === kind}
            disabled={running !== null}
            onClick={() => retryAll(kind, ids)}
          >
            {t('videos.retryAll', { kind, count: ids.length })}
          </Button>
        ))}
    </Group>
  )
}
