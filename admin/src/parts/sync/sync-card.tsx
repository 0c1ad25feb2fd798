import { Stack, Text, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { CombinedError } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { Card } from '../card.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { CancelSyncButton } from './cancel-sync-button.tsx'
import { ConfirmNotice } from './confirm-notice.tsx'
import { useRunPercent } from './progress.ts'
import { SyncPlan } from './sync-plan.tsx'
import { SyncProgress } from './sync-progress.tsx'
import { SyncResult } from './sync-result.tsx'
import type { SyncRun } from './sync-run.ts'
import { SyncSubscription } from './sync-subscription.tsx'
import { screenReaderMessage } from './sync-labels.ts'

/**
 * The package's synchronisation: the one that goes on with its progress and plan, else how the last one ended. `files`:
 * how many the draft has. `children` stand at its foot.
 */
export function SyncCard({ slug, run, files: draftFileCount, children }: Props) {
  const [actionError, setActionError] = useState<CombinedError>()
  const percent = useRunPercent(run)
  const isOpen = run && !run.finishedAt
  const isAwaitingConfirmation = isOpen && run.status === 'WAITING_FOR_CONFIRMATION'
  const canCancel =
    useHasPermission('package.synchronize') && isOpen && !isAwaitingConfirmation && run.phase !== 'CLEANING'
  return (
    <Card
      title="Synchronisation"
      aside={canCancel && <CancelSyncButton key={run.id} id={run.id} onTrouble={setActionError} />}
    >
      {isOpen && <SyncSubscription key={run.id} slug={slug} />}
      <Stack gap="md">
        {!run && <NeverSynchronized />}
        {run && (
          <Stack key={run.id} gap="md">
            {isOpen ? <SyncProgress run={run} percent={percent} /> : <SyncResult run={run} />}
            {isAwaitingConfirmation && (
              <ConfirmNotice key={run.filesDeleted} run={run} files={draftFileCount} onTrouble={setActionError} />
            )}
            <SyncPlan run={run} />
          </Stack>
        )}
        <ErrorNotice error={actionError} />
        {children}
      </Stack>
      <VisuallyHidden role="status" aria-live="polite">
        {run && screenReaderMessage(run, percent)}
      </VisuallyHidden>
    </Card>
  )
}

function NeverSynchronized() {
  return (
    <Text c="gray.7">
      Nothing has been fetched from Dropbox yet. Press <b>Synchronise</b>: Lectern counts what is in the folder, copies
      it and tells you what it found. You need not wait here meanwhile.
    </Text>
  )
}

type Props = { slug: string; run: SyncRun | null; files: number | undefined; children?: ReactNode }
