import { Button, Group, Stack, Text } from '@mantine/core'
import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { useMay } from '../../graphql/use-may.ts'
import { Notice } from '../notice.tsx'
import { ItemList } from './item-list.tsx'
import type { SyncRun } from './sync-run.ts'
import { deletionQuestion } from './sync-words.ts'
import { CancelSync, ConfirmSync } from './synchronise.ts'

/** That a run would delete much, which files, and the two answers. `files`: how many the draft has now. */
export function ConfirmNotice({ run, files, onTrouble }: Props) {
  const mayAnswer = useMay('package.synchronize')
  const [confirming, confirm] = useMutation(ConfirmSync)
  const [stopping, stop] = useMutation(CancelSync)
  // The run itself tells when it goes on or has ended: until then, what was answered stays answered.
  const confirmed = confirming.fetching || Boolean(confirming.data?.confirmSync)
  const stopped = stopping.fetching || Boolean(stopping.data?.cancelSync)
  return (
    <Notice tone="careful">
      <Stack gap="sm">
        <Text fw={600} size="md">
          {deletionQuestion(run, files)}
        </Text>
        <ItemList run={run} action="DELETE" few={5} />
        {mayAnswer ? (
          <>
            <Group gap="xs">
              <Button
                variant="default"
                disabled={confirmed}
                loading={stopped}
                onClick={async () => onTrouble((await stop({ id: run.id })).error)}
              >
                Stop, keep everything
              </Button>
              <Button
                color="brick"
                disabled={stopped}
                loading={confirmed}
                onClick={async () => onTrouble((await confirm({ id: run.id })).error)}
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
