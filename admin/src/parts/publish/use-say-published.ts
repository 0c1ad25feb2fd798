import { useEffect, useRef } from 'react'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import type { Deployment } from './deployment.ts'
import type { Publication } from './publication.ts'

/** Says when a publication that was open on this page is what teachers see, with the way back. */
export function useSayPublished({ slug, publications, deployments, environments }: Input) {
  const canGoBack = usePackagePermission('package.deploy')
  /** The open publications, each with the release that its environment showed before. */
  const open = useRef(new Map<string, number | null>())
  useEffect(() => {
    for (const publication of publications) {
      const { id, status, finishedAt, release } = publication
      const environment = environments.find(each => each.id === publication.environment?.id)
      const deployment = deployments.find(each => each.environment?.id === environment?.id)
      if (!finishedAt && !open.current.has(id)) open.current.set(id, deployment?.release.number ?? null)
      const before = open.current.get(id)
      if (!finishedAt || before === undefined) continue
      // The deployment may arrive after the end of the publication.
      if (status === 'SUCCEEDED' && deployment?.release.id !== release?.id) continue
      open.current.delete(id)
      if (status !== 'SUCCEEDED' || !environment || !deployment) continue
      const { url } = deployment
      const published = {
        slug,
        environment,
        url,
        release: deployment.release.number,
        before: canGoBack ? before : null,
      }
      void import('./say-published.ts').then(({ sayPublished }) => sayPublished(published))
    }
  })
}

type Input = {
  slug: string
  publications: readonly Publication[]
  /** What the environments show now. */
  deployments: readonly Deployment[]
  environments: readonly { id: string; slug: string; name: string; access: string }[]
}
