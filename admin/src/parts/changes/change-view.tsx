import { Stack } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useClient } from 'urql'
import { useAddress } from '../address.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import type { Deployment } from '../publish/deployment.ts'
import { type LoadedPage, useLoadedPages } from '../tree/use-loaded-pages.ts'
import { type Change, ComparedChanges, changeKinds, type Versions } from './change.ts'
import { ChangeDetails } from './change-details.tsx'
import { ChangeList } from './change-list.tsx'

const LooksPanel = lazy(() => import('./looks/looks-panel.tsx'))

/**
 * The list of changes, or one of them when the address names its file (`file`), or the pages as they look (`as=looks`). The
 * list keeps its place meanwhile. `bar`: the choice of what is compared.
 */
export function ChangeView({ slug, versions, deployments, bar }: Props) {
  const client = useClient()
  const { params, change } = useAddress()
  const search = params.get('search') ?? ''
  const kind = changeKinds.find(each => each === params.get('kind')) ?? null
  const { id, base } = versions
  const changes = useLoadedPages<Change>(`${search}\n${kind}`, async (after): Promise<LoadedPage<Change>> => {
    const { data, error } = await client.query(ComparedChanges, { id, base, search: search || null, kind, after })
    const node = data?.node
    const page = node?.__typename === 'Draft' || node?.__typename === 'Release' ? node.changesSince : null
    return page ?? { error }
  })
  const isLooks = params.get('as') === 'looks'
  const path = isLooks ? null : params.get('file')
  const isListShown = !isLooks && path === null
  const list = useRef<HTMLDivElement>(null)
  const wasListShown = useRef(isListShown)
  useEffect(() => {
    if (!wasListShown.current && isListShown)
      list.current?.querySelector<HTMLElement>('[role="tree"]')?.focus({ preventScroll: true })
    wasListShown.current = isListShown
  }, [isListShown])
  const index = changes.nodes?.findIndex(each => each.path === path) ?? -1
  const show = (target: string | null) => change({ file: target })
  return (
    <>
      <div ref={list} hidden={!isListShown}>
        <Stack gap="lg">
          {bar}
          <ChangeList versions={versions} changes={changes} kind={kind} search={search} show={show} />
        </Stack>
      </div>
      {isLooks && (
        <Suspense fallback={<LoadingSkeleton lines={6} />}>
          <LooksPanel slug={slug} from={versions.base} to={versions.to} bar={bar} />
        </Suspense>
      )}
      {path !== null && (
        <ChangeDetails
          key={path}
          versions={versions}
          deployments={deployments}
          path={path}
          previous={index > 0 ? changes.nodes![index - 1]!.path : null}
          next={index >= 0 ? (changes.nodes![index + 1]?.path ?? null) : null}
          show={show}
        />
      )}
    </>
  )
}

type Props = { slug: string; versions: Versions; deployments: readonly Deployment[]; bar: ReactNode }
