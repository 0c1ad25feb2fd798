import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { SyncIcon } from '../../look/icons.tsx'
import { CheckEverything } from './check-everything.tsx'
import { Synchronise } from './synchronise.ts'

/** Fetches what is new in Dropbox. While a run goes on another click is welcome: what was saved before it is taken too. */
export function SynchroniseButton({ slug, onTrouble }: { slug: string; onTrouble: (error?: CombinedError) => void }) {
  const [{ fetching }, synchronise] = useMutation(Synchronise)
  const ask = async (full: boolean) => onTrouble((await synchronise({ slug, full })).error)
  return (
    <CheckEverything onAsk={() => ask(true)}>
      <Button leftSection={<SyncIcon />} loading={fetching} onClick={() => ask(false)} style={{ flex: 1 }}>
        Synchronise
      </Button>
    </CheckEverything>
  )
}
