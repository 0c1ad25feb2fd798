import { VisuallyHidden } from '@mantine/core'
import { useRunPercent } from './progress.ts'
import { screenReaderMessage } from './sync-labels.ts'
import type { SyncRun } from './sync-run.ts'

/** Tells screen readers how a run goes on and ends, wherever the page shows it. */
export function SyncAnnouncement({ run }: { run: SyncRun | null }) {
  const percent = useRunPercent(run)
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {run && screenReaderMessage(run, percent)}
    </VisuallyHidden>
  )
}
