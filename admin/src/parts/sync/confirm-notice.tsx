import { Button, Group, Stack, Text } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { Notice } from '../notice.tsx'
import { ItemList } from './item-list.tsx'
import type { SyncRun } from './sync-run.ts'
import { deletionQuestion } from './sync-labels.ts'
import { CancelSync, ConfirmSync } from './synchronize.ts'

/** That a run would delete much, which files, and the two answers. `files`: how many the draft has now. */
export function ConfirmNotice({ run, files: draftFileCount, onTrouble: onError }: Props) {
  const canConfirm = useHasPermission('package.synchronize')
  const [confirmResult, confirm] = useMutation(ConfirmSync)
  const [cancelResult, cancel] = useMutation(CancelSync)
  // The run itself tells when it goes on or has ended: until then, what was answered stays answered.
  const hasConfirmed = confirmResult.fetching || Boolean(confirmResult.data?.confirmSync)
  const hasCanceled = cancelResult.fetching || Boolean(cancelResult.data?.cancelSync)
  return (
    <Notice tone="careful">
      <Stack gap="sm">
        <Text fw={600} size="md">
          {deletionQuestion(run, draftFileCount)}
        </Text>
        <ItemList run={run} action="DELETE" few={5} />
        {canConfirm ? (
          <>
            <Group gap="xs">
              <Button
                variant="default"
                disabled={hasConfirmed}
                loading={hasCanceled}
                onClick={async () => onError((await cancel({ id: run.id })).error)}
              >
                Stop, keep everything
              </Button>
              <Button
                color="brick"
                disabled={hasCanceled}
                loading={hasConfirmed}
                onClick={async () => onError((await confirm({ id: run.id })).error)}
              >
                Delete them
              </Button>
            </Group>
            <Text size="sm">Gone by mistake? Put the files back in Dropbox and click Synchronise again.</Text>
          </>
        ) : (
          <Text size="sm">Somebody who may synchronise this package has to decide.</Text>
        )}
      </Stack>
    </Notice>
  )
}

type Props = { run: SyncRun; files: number | undefined; onTrouble: (error?: CombinedError) => void }
