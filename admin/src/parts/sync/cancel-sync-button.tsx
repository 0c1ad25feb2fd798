import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { CancelSync } from './synchronize.ts'

/** Stops the run that goes on. It says so until the run has really ended, which the run itself tells. */
export function CancelSyncButton({
  id,
  onTrouble: onError,
}: {
  id: string
  onTrouble: (error?: CombinedError) => void
}) {
  const [{ fetching, data }, cancel] = useMutation(CancelSync)
  const isCanceling = fetching || Boolean(data?.cancelSync)
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={isCanceling ? undefined : 'Cancel synchronisation'}
      disabled={isCanceling}
      onClick={async () => onError((await cancel({ id })).error)}
    >
      {isCanceling ? 'Cancelling…' : 'Cancel'}
    </Button>
  )
}
