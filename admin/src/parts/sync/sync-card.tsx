import { Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { CombinedError } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { CancelSyncButton } from './cancel-sync-button.tsx'
import { ConfirmNotice } from './confirm-notice.tsx'
import { useRunPercent } from './progress.ts'
import { needsDecision } from './sync-labels.ts'
import { SyncPlan } from './sync-plan.tsx'
import { SyncProgress } from './sync-progress.tsx'
import { SyncResult } from './sync-result.tsx'
import type { SyncRun } from './sync-run.ts'
import { SyncSubscription } from './sync-subscription.tsx'

const FolderNotice = lazy(() => import('./folder-notice.tsx'))

/**
 * The synchronization of a package: progress and plan of the current run, or the result of the last one.
 * `draftFileCount` is the number of files in the draft.
 */
export default function SyncCard({ slug, run, draftFileCount }: Props) {
  const [actionError, setActionError] = useState<CombinedError>()
  const percent = useRunPercent(run)
  const isOpen = run && !run.finishedAt
  const isAwaitingConfirmation = isOpen && run.status === 'WAITING_FOR_CONFIRMATION'
  const isAwaitingFolder = isOpen && run.status === 'WAITING_FOR_FOLDER'
  const canCancel = useHasPermission('package.synchronize') && isOpen && !needsDecision(run) && run.phase !== 'CLEANING'
  return (
    <Card
      id="sync"
      title={t('sync.title')}
      aside={canCancel && <CancelSyncButton key={run.id} id={run.id} onError={setActionError} />}
    >
      {isOpen && <SyncSubscription key={run.id} slug={slug} />}
      <Stack gap="lg">
        {!run && <NeverSynchronized />}
        {run && (
          <Stack key={run.id} gap="lg">
            {isOpen ? <SyncProgress run={run} percent={percent} /> : <SyncResult run={run} />}
            {isAwaitingConfirmation && (
              <ConfirmNotice
                key={run.filesDeleted}
                run={run}
                draftFileCount={draftFileCount}
                onError={setActionError}
              />
            )}
            <Suspense>{isAwaitingFolder && <FolderNotice run={run} onError={setActionError} />}</Suspense>
            {run.warnings.map(({ code, message }) => (
              <Notice key={code} tone="warning">
                {message}
              </Notice>
            ))}
            {!isAwaitingFolder && <SyncPlan run={run} />}
          </Stack>
        )}
        <ErrorNotice error={actionError} />
      </Stack>
    </Card>
  )
}

function NeverSynchronized() {
  return <Text c="dimmed">{t.rich('sync.neverSynchronized', { b: chunks => <b>{chunks}</b> })}</Text>
}

type Props = { slug: string; run: SyncRun | null; draftFileCount: number | undefined }
