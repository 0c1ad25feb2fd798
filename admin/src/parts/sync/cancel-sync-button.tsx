import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { CancelSync } from './synchronize.ts'

/** Cancels the running synchronization. Reads "Canceling…" until the run has ended. */
export function CancelSyncButton({ id, onError }: { id: string; onError: (error?: CombinedError) => void }) {
  const [{ fetching, data }, cancel] = useMutation(CancelSync)
  const isCanceling = fetching || Boolean(data?.cancelSync)
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={isCanceling ? undefined : t('sync.cancelNamed')}
      disabled={isCanceling}
      onClick={async () => onError((await cancel({ id })).error)}
    >
      {isCanceling ? t('sync.canceling') : t('sync.cancel')}
    </Button>
  )
}
