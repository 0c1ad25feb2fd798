import { lazy, Suspense } from 'react'
import { useAddress } from '../../address.ts'
import type { Transcode } from '../transcode.ts'
import { AllGroups } from './all-groups.tsx'
import { groupOf } from './listed-video.ts'
import { OneGroup } from './one-group.tsx'
import { ViewChoice } from './view-choice.tsx'

const VideoDrawer = lazy(() => import('../details/video-drawer.tsx'))

/**
 * The videos of a package by groups, the worst first. The address contains the shown group, the view (`?view=grid`), and
 * the open video.
 */
export default function VideosPanel({ slug, transcode }: { slug: string; transcode: Transcode | null }) {
  const { params, change } = useAddress()
  const group = groupOf(params.get('group'))
  const video = params.get('video')
  const view = params.get('view') === 'grid' ? 'grid' : 'list'
  const viewChoice = (
    <ViewChoice view={view} change={next => change({ view: next }, { replace: true, keepsPage: true })} />
  )
  return (
    <>
      {group ? (
        <OneGroup key={group} slug={slug} group={group} view={view} viewChoice={viewChoice} />
      ) : (
        <AllGroups slug={slug} transcode={transcode} view={view} viewChoice={viewChoice} />
      )}
      <Suspense>
        {video && <VideoDrawer key={video} id={video} close={() => change({ video: null }, { keepsPage: true })} />}
      </Suspense>
    </>
  )
}
