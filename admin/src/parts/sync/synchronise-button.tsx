import { Button } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { SyncIcon } from '../../look/icons.tsx'
import { Synchronise } from './synchronise.ts'

/** Fetches what is new in Dropbox. While a run goes on another click is welcome: what was saved before it is taken too. */
export function SynchroniseButton({ slug, onTrouble }: { slug: string; onTrouble: (error?: CombinedError) => void }) {
  const [{ fetching }, synchronise] = useMutation(Synchronise)
  return (
    <Button
      leftSection={<SyncIcon />}
      loading={fetching}
      onClick={async () => onTrouble((await synchronise({ slug })).error)}
    >
      Synchronise
    </Button>
  )
}
