import { Stack, Text } from '@mantine/core'
import { formatBytes } from '../../format/bytes.ts'
import { formatNames } from '../../format/count.ts'
import { formatDate } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { Verification } from '../verify/verification.ts'
import { verificationLabel, verificationTone } from '../verify/verification-labels.ts'
import type { Release } from './release.ts'
import { ReleaseActions, type ReleaseContext } from './release-actions.tsx'
import { releasePlaces } from './release-places.ts'
import classes from './release-table.module.css'

/** Releases, newest first: notes, who published each and when, its size, where teachers see it, and its actions. */
export function ReleaseTable({ releases, verifications, ...context }: Props) {
  const columns: Column<Release>[] = [
    { title: t('releases.release'), cell: release => <NumberAndNotes release={release} /> },
    {
      title: t('releases.published'),
      cell: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime at={createdAt} />
          <Text size="sm" c="dimmed">
            {createdBy.name}
          </Text>
        </>
      ),
    },
    {
      title: t('releases.content'),
      cell: ({ fileCount, bytes }) => (
        <>
          {t('releases.fileCount', { count: fileCount })}
          <Text size="sm" c="dimmed">
            {formatBytes(bytes)}
          </Text>
        </>
      ),
    },
    {
      title: t('releases.places'),
      cell: release => <Places release={release} shown={context.deployments} verifications={verifications} />,
    },
    {
      title: t('releases.actions'),
      isAction: true,
      cell: release => !release.removedAt && <ReleaseActions release={release} {...context} />,
    },
  ]
  return <DataTable label={t('releases.title')} columns={columns} rows={releases} />
}

function NumberAndNotes({ release: { number, notes, removedAt } }: { release: Release }) {
  return (
    <div className={removedAt ? classes.removed : undefined}>
      {t('releases.number', { release: String(number) })}
      {notes && <p className={classes.notes}>{notes}</p>}
    </div>
  )
}

function Places({ release, shown, verifications }: PlacesProps) {
  const { now, before } = releasePlaces(release, shown)
  // The newest verification of this release, if it is among the last few of the package.
  const verification = verifications.find(run => run.release === release.number)
  if (release.removedAt)
    return (
      <Status tone="waiting">
        {t('releases.removed')}
        <Text size="sm" c="dimmed">
          {t('releases.removedHelp', { date: formatDate(new Date(release.removedAt)) })}
        </Text>
      </Status>
    )
  return (
    <Stack gap={2}>
      {now.length > 0 && <Status tone="done">{t('releases.shownIn', { environments: formatNames(now) })}</Status>}
      {before.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('releases.shownBefore', { environments: formatNames(before) })}
        </Text>
      )}
      {verification && (
        <Status tone={verificationTone(verification)}>
          {t('verify.ofRelease', { result: verificationLabel(verification) })}
        </Status>
      )}
    </Stack>
  )
}

type Props = ReleaseContext & { releases: readonly Release[]; verifications: readonly Verification[] }
type PlacesProps = {
  release: Release
  shown: ReleaseContext['deployments']
  verifications: readonly Verification[]
}
