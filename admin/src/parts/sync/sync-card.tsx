import { Stack, Text, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { CombinedError } from 'urql'
import { useMay } from '../../graphql/use-may.ts'
import { Card } from '../card.tsx'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { CancelSyncButton } from './cancel-sync-button.tsx'
import { ConfirmNotice } from './confirm-notice.tsx'
import { usePercent } from './progress.ts'
import { SyncPlan } from './sync-plan.tsx'
import { SyncProgress } from './sync-progress.tsx'
import { SyncResult } from './sync-result.tsx'
import type { SyncRun } from './sync-run.ts'
import { SyncWatch } from './sync-watch.tsx'
import { announcement } from './sync-words.ts'

/**
 * The package's synchronisation: the one that goes on with its progress and plan, else how the last one ended. `files`:
 * how many the draft has. `children` stand at its foot.
 */
export function SyncCard({ slug, run, files, children }: Props) {
  const [trouble, setTrouble] = useState<CombinedError>()
  const percent = usePercent(run)
  const open = run && !run.finishedAt
  const asks = open && run.status === 'WAITING_FOR_CONFIRMATION'
  const mayCancel = useMay('package.synchronize') && open && !asks && run.phase !== 'CLEANING'
  return (
    <Card
      title="Synchronisation"
      aside={mayCancel && <CancelSyncButton key={run.id} id={run.id} onTrouble={setTrouble} />}
    >
      {open && <SyncWatch key={run.id} slug={slug} />}
      <Stack gap="md">
        {!run && <NeverYet />}
        {run && (
          <Stack key={run.id} gap="md">
            {open ? <SyncProgress run={run} percent={percent} /> : <SyncResult run={run} />}
            {asks && <ConfirmNotice key={run.filesDeleted} run={run} files={files} onTrouble={setTrouble} />}
            <SyncPlan run={run} />
          </Stack>
        )}
        <TroubleNote error={trouble} />
        {children}
      </Stack>
      <VisuallyHidden role="status" aria-live="polite">
        {run && announcement(run, percent)}
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

type Props = { slug: string; run: SyncRun | null; files: number | undefined; children?: ReactNode }
