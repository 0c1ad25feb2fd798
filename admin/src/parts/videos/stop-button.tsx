import { Button } from '@mantine/core'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import type { Transcode } from './transcode.ts'
import type { useCancel } from './use-cancel.ts'

/** Stops the processing of a package after a question. Renders nothing when it is over, or without permission. */
export function StopButton({ transcode, cancellation }: Props) {
  const canTranscode = usePackagePermission('package.transcode')
  if (transcode.finishedAt !== null || !canTranscode) return null
  return (
    <Button
      ref={cancellation.button}
      variant="default"
      size="xs"
      aria-label={cancellation.isCanceling ? undefined : t('videos.stopNamed')}
      disabled={cancellation.isCanceling || cancellation.isConfirming}
      onClick={cancellation.askToConfirm}
    >
      {cancellation.isCanceling ? t('videos.stopping') : t('videos.stop')}
    </Button>
  )
}

type Props = { transcode: Transcode; cancellation: ReturnType<typeof useCancel> }
