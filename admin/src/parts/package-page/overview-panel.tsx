import { Anchor, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { EnvironmentsCard } from '../publish/environments-card.tsx'
import SyncCard from '../sync/sync-card.tsx'
import { hasPausedVideos } from '../videos/pause-labels.ts'
import { VideosCard } from '../videos/videos-card.tsx'
import { type Need, needsOf } from './needs.ts'
import classes from './overview-panel.module.css'
import type { EnvironmentOfPage, PackageOfPage } from './package-of-page.ts'
import { sectionAddress } from './use-show-section.ts'
import { stepsOf } from './way.ts'
import { WayLine } from './way-line.tsx'

const RecentEvents = lazy(() => import('../activity/recent-events.tsx'))

/** What a package is about now: its way to teachers, what needs a person, the last run, where it is shown, and what happened. */
export default function OverviewPanel({ pkg, environments }: Props) {
  const { slug, title, transcode, currentSyncRun, syncRuns, draft } = pkg
  return (
    <div className={classes.overview}>
      <WayLine steps={stepsOf(pkg, environments)} />
      <div className={classes.columns}>
        <div className={classes.column}>
          {draft && <NeedsCard needs={needsOf(pkg, environments)} />}
          {!currentSyncRun && (
            <SyncCard slug={slug} run={syncRuns?.nodes[0] ?? null} draftFileCount={draft?.fileCount} />
          )}
          <Card
            title={t('overview.latest')}
            aside={
              <Anchor component={Link} to="?show=activity" size="sm" fw={600}>
                {t('overview.allActivity')}
              </Anchor>
            }
          >
            <Suspense fallback={<LoadingSkeleton />}>
              <RecentEvents slug={slug} />
            </Suspense>
          </Card>
        </div>
        <div className={classes.column}>
          <EnvironmentsCard
            slug={slug}
            title={title}
            draft={draft?.id ?? ''}
            environments={environments}
            deployments={pkg.deployments ?? []}
            publications={pkg.publications?.nodes ?? []}
            isHeld={transcode !== null && hasPausedVideos(transcode)}
          />
          {transcode && transcode.videosExpected > 0 && <VideosCard key={transcode.id} transcode={transcode} />}
        </div>
      </div>
    </div>
  )
}

function NeedsCard({ needs }: { needs: readonly Need[] }) {
  if (needs.length === 0) return <Text c="dimmed">{t('overview.nothing')}</Text>
  return (
    <Card title={t('overview.needsYou')}>
      <ul className={classes.needs}>
        {needs.map(({ key, text, label, section }) => (
          <li key={key}>
            <span>{text}</span>
            <Anchor component={Link} to={sectionAddress(section)} fw={600}>
              {label}
            </Anchor>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type Props = { pkg: PackageOfPage; environments: readonly EnvironmentOfPage[] }
