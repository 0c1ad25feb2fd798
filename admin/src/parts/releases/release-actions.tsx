import { lazy, Suspense, useState } from 'react'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { DialogButton } from '../dialog-button.tsx'
import { type MenuAction, MoreMenu } from '../more-menu.tsx'
import type { Deployment } from '../publish/deployment.ts'
import { useVerify } from '../verify/use-verify.ts'
import type { Release } from './release.ts'
import { releaseTargets } from './release-places.ts'
import classes from './release-table.module.css'

const ShowReleaseDialog = lazy(() => import('./show-release-dialog.tsx'))
const UnpublishDialog = lazy(() => import('../publish/unpublish-dialog.tsx'))

/** What can be done with a release: promote it, roll back to it, compare it with the draft, verify it, and unpublish it. */
export function ReleaseActions({
  release,
  slug,
  title,
  environments,
  deployments,
}: ReleaseContext & { release: Release }) {
  const canDeploy = usePackagePermission('package.deploy')
  const canVerify = usePackagePermission('package.verify')
  const canUnpublish = useHasPermission('package.unpublish')
  const [unpublishing, setUnpublishing] = useState<{ slug: string; name: string } | null>(null)
  const { verify } = useVerify(slug)
  const name = { release: String(release.number) }
  const { promote, rollBack } = releaseTargets(release.number, environments, deployments)
  const actions: MenuAction[] = [
    { label: t('releases.compareDraft', name), to: `?show=changes&from=${release.number}&to=draft` },
  ]
  if (canVerify)
    actions.push(
      { label: t('verify.verifyRelease', name), run: () => verify(release.number, false) },
      { label: t('verify.repairRelease', name), run: () => verify(release.number, true) },
    )
  if (canUnpublish)
    for (const { environment, release: shown } of deployments)
      if (environment && shown.number === release.number)
        actions.push({
          label: t('publish.unpublishFromMenu', { environment: environment.name }),
          run: () => setUnpublishing(environment),
        })
  return (
    <div className={classes.actions}>
      {canDeploy && rollBack.length > 0 && (
        <DialogButton
          label={t('releases.rollBack')}
          aria-label={t('releases.rollBackNamed', name)}
          variant="default"
          size="xs"
          dialog={close => (
            <ShowReleaseDialog {...{ slug, release, deployments, close }} targets={rollBack} isRollBack />
          )}
        />
      )}
      {canDeploy && promote.length > 0 && (
        <DialogButton
          label={t('releases.promote')}
          aria-label={t('releases.promoteNamed', name)}
          variant="default"
          size="xs"
          dialog={close => (
            <ShowReleaseDialog {...{ slug, release, deployments, close }} targets={promote} isRollBack={false} />
          )}
        />
      )}
      <MoreMenu label={t('releases.more', name)} actions={actions} />
      <Suspense>
        {unpublishing && (
          <UnpublishDialog {...{ slug, title }} environment={unpublishing} close={() => setUnpublishing(null)} />
        )}
      </Suspense>
    </div>
  )
}

/** The package, the environments that the person may see, and what they show of it. */
export type ReleaseContext = {
  slug: string
  title: string
  environments: readonly { id: string; slug: string; name: string }[]
  deployments: readonly Deployment[]
}
