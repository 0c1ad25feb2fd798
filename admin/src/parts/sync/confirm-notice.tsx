import { Group, Stack, Text } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { DeletedFiles } from './deleted-files.tsx'
import { deletionQuestion } from './sync-labels.ts'
import type { SyncRun } from './sync-run.ts'
import { CancelSync, ConfirmSync } from './synchronize.ts'

/** Asks before a run deletes many files, and lists them by folder. `draftFileCount` is the number of files in the draft. */
export function ConfirmNotice({ run, draftFileCount, onError }: Props) {
  const canConfirm = usePackagePermission('package.synchronize')
  const [confirmResult, confirm] = useMutation(ConfirmSync)
  const [cancelResult, cancel] = useMutation(CancelSync)
  // The buttons stay disabled after an answer, until the run's next update arrives.
  const hasConfirmed = confirmResult.fetching || Boolean(confirmResult.data?.confirmSync)
  const hasCanceled = cancelResult.fetching || Boolean(cancelResult.data?.cancelSync)
  return (
    <Notice tone="warning">
      <Stack gap="md">
        <Text fw={600} size="md">
          {deletionQuestion(run, draftFileCount)}
        </Text>
        <DeletedFiles run={run} />
        {canConfirm ? (
          <>
            <Group gap="sm">
              <ServerButton
                variant="default"
                disabled={hasConfirmed}
                loading={hasCanceled}
                onClick={async () => onError((await cancel({ id: run.id })).error)}
              >
                {t('sync.keepFiles')}
              </ServerButton>
              <ServerButton
                color="brick"
                disabled={hasCanceled}
                loading={hasConfirmed}
                onClick={async () => onError((await confirm({ id: run.id })).error)}
              >
                {t('sync.deleteFiles', { count: run.filesDeleted })}
              </ServerButton>
            </Group>
            <Text>{t('sync.deletionHelp')}</Text>
          </>
        ) : (
          <Text>{t('sync.decisionByOthers')}</Text>
        )}
      </Stack>
    </Notice>
  )
}

type Props = { run: SyncRun; draftFileCount: number | undefined; onError: (error?: CombinedError) => void }
