import { Stack } from '@mantine/core'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { BudgetPause } from './budget-pause.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { hasPausedVideos } from './pause-labels.ts'
import type { Transcode } from './transcode.ts'
import { canceledLabel, encodingPercent } from './transcode-labels.ts'
import type { useCancel } from './use-cancel.ts'

/** How far the processing of a package is, and what it waits for: the budget, or a person who was asked to confirm. */
export function TranscodeState({ transcode, cancellation }: Props) {
  const canTranscode = usePackagePermission('package.transcode')
  const isOpen = transcode.finishedAt === null
  const isPaused = isOpen && hasPausedVideos(transcode)
  return (
    <Stack gap={10}>
      {isOpen && !isPaused && <ProgressBar thin label={t('videos.progress')} percent={encodingPercent(transcode)} />}
      {cancellation.isConfirming && <CancelDialog onConfirm={cancellation.cancel} onDismiss={cancellation.dismiss} />}
      <ErrorNotice error={cancellation.error} />
      {isPaused && <BudgetPause key={transcode.id} transcode={transcode} />}
      {transcode.status === 'CANCELED' && (
        <Notice tone="info">
          {t.rich('videos.stopped', {
            b: chunks => <b>{chunks}</b>,
            detail: canceledLabel(transcode, canTranscode),
          })}
        </Notice>
      )}
      {transcode.error && <Notice tone="error">{transcode.error.message}</Notice>}
    </Stack>
  )
}

type Props = { transcode: Transcode; cancellation: ReturnType<typeof useCancel> }
