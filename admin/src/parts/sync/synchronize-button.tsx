import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { SyncIcon } from '../../theme/icons.tsx'
import { useCommand } from '../palette/commands.ts'
import { FullCheckMenu } from './full-check-menu.tsx'
import { Synchronize } from './synchronize.ts'

/** Copies what is new in Dropbox. A click during a run includes everything saved before that click. */
export function SynchronizeButton({ slug, onError }: { slug: string; onError: (error?: CombinedError) => void }) {
  const [{ fetching }, synchronize] = useMutation(Synchronize)
  const startSync = async (full: boolean) => onError((await synchronize({ slug, full })).error)
  useCommand('synchronize', { label: t('sync.synchronize'), icon: <SyncIcon />, run: () => startSync(false) })
  return (
    <FullCheckMenu onFullCheck={() => startSync(true)}>
      <Button leftSection={<SyncIcon />} loading={fetching} onClick={() => startSync(false)} style={{ flex: 1 }}>
        {t('sync.synchronize')}
      </Button>
    </FullCheckMenu>
  )
}
