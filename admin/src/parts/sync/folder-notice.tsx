import { Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { CombinedError } from 'urql'
import { useMutation, useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { contentsLabel } from '../dropbox/contents-label.ts'
import { ContentsFields } from '../dropbox/folder.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import classes from './folder-notice.module.css'
import type { SyncRun } from './sync-run.ts'
import { CancelSync, ChooseSyncFolder } from './synchronize.ts'

const ChoicesQuery = graphql(
  `
    query SyncFolderChoices($run: ID!) {
      syncRun(id: $run) {
        id
        package {
          id
          dropboxPath
        }
        folderChoices {
          path
          contents {
            ...ContentsFields
          }
        }
      }
    }
  `,
  [ContentsFields],
)

/** Asks which folder the package continues with, after its folder moved and another one took its place. */
export default function FolderNotice({ run, onError }: { run: SyncRun; onError: (error?: CombinedError) => void }) {
  const canChoose = usePackagePermission('package.synchronize')
  const [path, setPath] = useState('')
  const [{ data, error }] = useQuery({
    query: ChoicesQuery,
    variables: { run: run.id },
    requestPolicy: 'cache-and-network',
  })
  const [chooseResult, choose] = useMutation(ChooseSyncFolder)
  const [cancelResult, cancel] = useMutation(CancelSync)
  // The buttons stay disabled after an answer, until the run's next update arrives.
  const hasChosen = chooseResult.fetching || Boolean(chooseResult.data?.chooseSyncFolder)
  const hasCanceled = cancelResult.fetching || Boolean(cancelResult.data?.cancelSync)
  const packagePath = data?.syncRun?.package.dropboxPath
  return (
    <Notice tone="warning">
      <Stack gap="md">
        <Text fw={600} size="md">
          {t('sync.folderQuestion')}
        </Text>
        <Text>{t('sync.folderMoved')}</Text>
        <ErrorNotice error={error} />
        {!data && !error && <LoadingSkeleton />}
        <Radio.Group aria-label={t('sync.folderQuestion')} value={path} onChange={setPath}>
          <Stack gap={8}>
            {data?.syncRun?.folderChoices?.map(choice => (
              <Radio
                key={choice.path}
                className={classes.choice}
                value={choice.path}
                disabled={!canChoose}
                label={t('dropbox.folder', { path: choice.path })}
                description={
                  <>
                    {choice.path === packagePath ? t('sync.folderInPlace') : t('sync.folderFormer')}
                    <br />
                    {contentsLabel(choice.contents)}
                  </>
                }
              />
            ))}
          </Stack>
        </Radio.Group>
        {canChoose ? (
          <Group gap="sm">
            <ServerButton
              variant="default"
              disabled={hasChosen}
              loading={hasCanceled}
              onClick={async () => onError((await cancel({ id: run.id })).error)}
            >
              {t('sync.cancelNamed')}
            </ServerButton>
            <ServerButton
              disabled={path === '' || hasCanceled}
              loading={hasChosen}
              onClick={async () => onError((await choose({ id: run.id, path })).error)}
            >
              {t('sync.continueWithFolder')}
            </ServerButton>
          </Group>
        ) : (
          <Text>{t('sync.decisionByOthers')}</Text>
        )}
      </Stack>
    </Notice>
  )
}
