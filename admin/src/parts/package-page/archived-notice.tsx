import type { CombinedError } from 'urql'
import { useMutation } from 'urql'
import { formatNames } from '../../format/count.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { Notice } from '../notice.tsx'
import { RestorePackage } from '../packages/archive.ts'
import { useCommand } from '../palette/commands.ts'
import type { Deployment } from '../publish/deployment.ts'
import { ServerButton } from '../server-button.tsx'

/** Says that a package is archived, and where teachers still see it. */
export function ArchivedNotice({ deployments }: { deployments: readonly Deployment[] }) {
  const names = deployments.map(({ environment }) => environment?.name ?? t('packages.unnamedEnvironment'))
  return (
    <Notice tone={names.length > 0 ? 'warning' : 'info'}>
      <b>{t('packages.archived')}</b> {t('packages.archivedHelp')}{' '}
      {names.length > 0 && t('packages.stillShown', { environments: formatNames(names) })}
    </Notice>
  )
}

/** Restores an archived package. `onError` gets the reason why not, such as that another package has its folder. */
export function RestoreButton({ slug, onError }: { slug: string; onError: (error?: CombinedError) => void }) {
  const canRestore = useHasPermission('package.archive')
  const [{ fetching }, restore] = useMutation(RestorePackage)
  const run = async () => onError((await restore({ slug })).error)
  useCommand('restore', canRestore ? { label: t('packages.restore'), icon: <FolderIcon />, run } : null)
  if (!canRestore) return null
  return (
    <ServerButton loading={fetching} onClick={run}>
      {t('packages.restore')}
    </ServerButton>
  )
}
