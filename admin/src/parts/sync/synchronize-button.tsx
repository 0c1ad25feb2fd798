import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { SyncIcon } from '../../theme/icons.tsx'
import { useCommand } from '../palette/commands.ts'
import { FullCheckMenu } from './full-check-menu.tsx'
import { Synchronize } from './synchronize.ts'

/**
 * Copies what is new in Dropbox. A click during a run includes everything saved before that click. `isNext`: it is the
 * next thing to do.
 */
export function SynchronizeButton({ slug, label, isNext, onError }: Props) {
  const [{ fetching }, synchronize] = useMutation(Synchronize)
  const startSync = async (full: boolean) => onError((await synchronize({ slug, full })).error)
  const variant = isNext ? 'filled' : 'default'
  useCommand('synchronize', { label: t('sync.synchronize'), icon: <SyncIcon />, run: () => startSync(false) })
  return (
    <FullCheckMenu variant={variant} onFullCheck={() => startSync(true)}>
      <Button
        variant={variant}
        leftSection={<SyncIcon />}
        loading={fetching}
        onClick={() => startSync(false)}
        style={{ flex: 1 }}
      >
        {label}
      </Button>
    </FullCheckMenu>
  )
}

type Props = { slug: string; label: string; isNext: boolean; onError: (error?: CombinedError) => void }
