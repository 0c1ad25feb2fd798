import { Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { CombinedError } from 'urql'
import { useMay } from '../../graphql/use-may.ts'
import { Card } from '../card.tsx'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { CancelSyncButton } from './cancel-sync-button.tsx'
import { SyncProgress } from './sync-progress.tsx'
import { SyncResult } from './sync-result.tsx'
import type { SyncRun } from './sync-run.ts'
import { SyncWatch } from './sync-watch.tsx'
import { announcement } from './sync-words.ts'

/** The package's synchronisation: the one that goes on with its progress, else how the last one ended. */
export function SyncCard({ slug, run }: { slug: string; run: SyncRun | null }) {
  const [trouble, setTrouble] = useState<CombinedError>()
  const open = run && !run.finishedAt
  const mayCancel = useMay('package.synchronize') && open && run.phase !== 'CLEANING'
  return (
    <Card
      title="Synchronisation"
      aside={mayCancel && <CancelSyncButton key={run.id} id={run.id} onTrouble={setTrouble} />}
    >
      {open && <SyncWatch key={run.id} slug={slug} />}
      <Stack gap="sm">
        {!run && <NeverYet />}
        {run && (open ? <SyncProgress run={run} /> : <SyncResult run={run} />)}
        <TroubleNote error={trouble} />
      </Stack>
      <VisuallyHidden role="status" aria-live="polite">
        {run && announcement(run)}
      </VisuallyHidden>
    </Card>
  )
}

function NeverYet() {
  return (
    <Text c="gray.7">
      Nothing has been fetched from Dropbox yet. Press <b>Synchronise</b>: Lectern counts what is in the folder, copies
      it and tells you what it found. You need not wait here meanwhile.
    </Text>
  )
}
