import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { SyncIcon } from '../../theme/icons.tsx'
import { useCommand } from '../palette/commands.ts'
import { ServerButton } from '../server-button.tsx'
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
  useCommand('full-check', { label: t('sync.fullCheck'), icon: <SyncIcon />, run: () => startSync(true) })
  return (
    <FullCheckMenu variant={variant} onFullCheck={() => startSync(true)}>
      <ServerButton
        variant={variant}
        leftSection={<SyncIcon />}
        loading={fetching}
        onClick={() => startSync(false)}
        style={{ flex: 1 }}
      >
        {label}
      </ServerButton>
    </FullCheckMenu>
  )
}

type Props = { slug: string; label: string; isNext: boolean; onError: (error?: CombinedError) => void }
