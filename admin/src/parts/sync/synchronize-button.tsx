import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { SyncIcon } from '../../theme/icons.tsx'
import { FullCheckMenu } from './full-check-menu.tsx'
import { Synchronize } from './synchronize.ts'

/** Fetches what is new in Dropbox. While a run goes on another click is welcome: what was saved before it is taken too. */
export function SynchronizeButton({
  slug,
  onTrouble: onError,
}: {
  slug: string
  onTrouble: (error?: CombinedError) => void
}) {
  const [{ fetching }, synchronize] = useMutation(Synchronize)
  const startSync = async (full: boolean) => onError((await synchronize({ slug, full })).error)
  return (
    <FullCheckMenu onAsk={() => startSync(true)}>
      <Button leftSection={<SyncIcon />} loading={fetching} onClick={() => startSync(false)} style={{ flex: 1 }}>
        Synchronise
      </Button>
    </FullCheckMenu>
  )
}
