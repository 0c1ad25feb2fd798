import { Anchor, Button, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { contentsLabel } from '../dropbox/contents-label.ts'
import { Notice } from '../notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { FolderDetails } from './folder.ts'
import type { Details } from './use-folder-details.ts'

/** What a chosen folder holds, and what one should know before it becomes a package. */
export function FolderFacts({
  path,
  details,
  reload,
}: {
  path: string
  details: Details | undefined
  reload: () => void
}) {
  if (details === undefined) return <Line>{t('addPackage.counting')}</Line>
  if (details === 'GONE') return <Notice tone="warning">{t('addPackage.gone')}</Notice>
  if (details === 'FAILED')
    return (
      <Notice tone="warning">
        {t('addPackage.notCounted')} <CheckAgain path={path} reload={reload} />
      </Notice>
    )
  const { contents, archivedPackage } = details
  return (
    <Stack gap="sm">
      {contents && contents.files > 0 && (
        <Line>
          {contentsLabel(contents)}
          {contents.changedAt && (
            <> · {t.rich('addPackage.changed', { time: () => <RelativeTime at={contents.changedAt!} /> })}</>
          )}
        </Line>
      )}
      {contents?.files === 0 && (
        <Notice tone="warning">
          {t('addPackage.empty')} <CheckAgain path={path} reload={reload} />
        </Notice>
      )}
      {archivedPackage && <ArchivedPackage pkg={archivedPackage} />}
    </Stack>
  )
}

function Line({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" role="status">
      {children}
    </Text>
  )
}

function CheckAgain({ path, reload }: { path: string; reload: () => void }) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      display="block"
      ml={-8}
      mt={4}
      aria-label={t('addPackage.checkAgainNamed', { path })}
      onClick={reload}
    >
      {t('addPackage.checkAgain')}
    </Button>
  )
}

/** Says that a new package takes the folder of an archived one, which could be restored instead. */
function ArchivedPackage({ pkg: { slug, title } }: { pkg: NonNullable<FolderDetails['archivedPackage']> }) {
  return (
    <Notice tone="warning">
      {t('addPackage.archived', { title })}{' '}
      <Anchor component={Link} to={`/packages/${slug}`} inherit fw={600}>
        {t('addPackage.openArchived', { title })}
      </Anchor>
    </Notice>
  )
}
