import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from 'urql'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { ServerButton } from '../server-button.tsx'
import { Status } from '../status.tsx'
import { CancelVerification, type Verification } from './verification.ts'
import {
  differenceCounts,
  verificationLabel,
  verificationPercent,
  verificationTone,
  verifiedLabel,
} from './verification-labels.ts'

/** Verifications, newest first: what, progress or result, and buttons. `fileCounts`: files of releases by number, of the draft by 0. */
export function VerificationTable({ runs, fileCounts }: Props) {
  const columns: Column<Verification>[] = [
    {
      title: t('verify.what'),
      cell: run => (
        <>
          {verifiedLabel(run)}
          {run.repair && (
            <Text size="sm" c="dimmed" fw={400}>
              {t('verify.withRepair')}
            </Text>
          )}
        </>
      ),
    },
    { title: t('verify.result'), cell: run => <Result run={run} files={fileCounts.get(run.release ?? 0) ?? null} /> },
    {
      title: t('verify.startedBy'),
      cell: ({ startedBy, startedAt }) => (
        <>
          {startedBy.name}, <RelativeTime at={startedAt} />
        </>
      ),
    },
    { title: t('verify.actions'), isAction: true, cell: run => <Actions run={run} /> },
  ]
  return <DataTable label={t('verify.title')} columns={columns} rows={runs} />
}

function Result({ run, files }: { run: Verification; files: number | null }) {
  return (
    <Stack gap={6}>
      <Status tone={verificationTone(run)}>{verificationLabel(run)}</Status>
      {run.status === 'RUNNING' && (
        <ProgressBar
          thin
          label={t('verify.progress', { what: verifiedLabel(run) })}
          percent={verificationPercent(run, files)}
        />
      )}
      {run.error && <Text size="sm">{run.error.message}</Text>}
    </Stack>
  )
}

function Actions({ run }: { run: Verification }) {
  const { params, change } = useAddress()
  const canVerify = usePackagePermission('package.verify')
  const [{ fetching, data, error }, cancel] = useMutation(CancelVerification)
  const isOpen = params.get('verification') === run.id
  const what = verifiedLabel(run)
  return (
    <Group gap="xs" justify="flex-end">
      {differenceCounts(run).found > 0 && (
        <Button
          variant="default"
          size="xs"
          aria-expanded={isOpen}
          aria-label={isOpen ? undefined : t('verify.showNamed', { what })}
          onClick={() => change({ verification: isOpen ? null : run.id }, { keepsPage: true })}
        >
          {isOpen ? t('verify.hide') : t('verify.show')}
        </Button>
      )}
      {run.status === 'RUNNING' && canVerify && (
        <ServerButton
          variant="default"
          size="xs"
          aria-label={t('verify.cancelNamed', { what })}
          loading={fetching}
          disabled={Boolean(data?.cancelVerification)}
          onClick={() => cancel({ id: run.id })}
        >
          {data?.cancelVerification ? t('verify.canceling') : t('verify.cancel')}
        </ServerButton>
      )}
      <ErrorNotice error={error} />
    </Group>
  )
}

type Props = { runs: readonly Verification[]; fileCounts: ReadonlyMap<number, number> }
