import { Anchor, Text } from '@mantine/core'
import { formatAlternatives } from '../../format/count.ts'
import { formatEstimate } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { BlockerList } from './blocker-list.tsx'
import type { PublishCheck } from './publish-check.ts'

/** How many problems are named. The tab with the findings has all. */
const maxNamed = 5

/** What a publication to this environment would meet, before it is requested. `people`: who may publish there. */
export function BeforePublishing({ check, environment, people, showFindings, close }: Props) {
  const { mayPublish, sameAs, videosToEncode, encodingSeconds, estimatedCost } = check
  const blockers = check.blockers.filter(({ code }) => code !== 'FOUR_EYES')
  const warnings = check.warnings.length
  return (
    <>
      {!mayPublish && (
        <Notice tone="warning">{whoMayText(environment, people, blockers.length < check.blockers.length)}</Notice>
      )}
      {blockers.length > 0 && (
        <Notice tone="error">
          <b>{t('publish.blockedBefore', { environment })}</b>
          <BlockerList blockers={blockers.slice(0, maxNamed)} onLeave={close} />
          <MoreProblems count={blockers.length - maxNamed} showFindings={showFindings} />
        </Notice>
      )}
      {blockers.length === 0 && warnings > 0 && (
        <Notice tone="warning">
          {t('publish.openErrors', { count: warnings })}
          <BlockerList blockers={check.warnings.slice(0, maxNamed)} onLeave={close} />
          <MoreProblems count={warnings - maxNamed} showFindings={showFindings} />
        </Notice>
      )}
      {videosToEncode > 0 && (
        <Text size="sm">
          {t('publish.videosToCome', { count: videosToEncode })}
          {encodingSeconds !== null && ` ${encodingTime(encodingSeconds)}`}
          {estimatedCost && ` ${t('publish.videosCost', { cost: formatEstimate(estimatedCost) })}`}
        </Text>
      )}
      {sameAs && <Text size="sm">{t('publish.sameAs', { release: String(sameAs.number) })}</Text>}
    </>
  )
}

/** How long the videos take, in whole minutes, and in hours from two on. */
function encodingTime(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return minutes < 120
    ? t('publish.videosMinutes', { minutes })
    : t('publish.videosHours', { hours: Math.ceil(minutes / 60) })
}

/** Says that somebody else has to publish, and who can be asked. */
function whoMayText(environment: string, people: string[], needsSecondPerson: boolean): string {
  const names = formatAlternatives(people.slice(0, maxNamed))
  if (!names) return t(needsSecondPerson ? 'publish.nobodyElse' : 'publish.nobodyMay', { environment })
  return t(needsSecondPerson ? 'publish.secondPerson' : 'publish.mayNot', { environment, names })
}

function MoreProblems({ count, showFindings }: { count: number; showFindings: () => void }) {
  if (count <= 0) return null
  return (
    <Anchor component="button" type="button" size="sm" onClick={showFindings}>
      {t('publish.moreProblems', { count })}
    </Anchor>
  )
}

type Props = {
  check: PublishCheck
  environment: string
  people: string[]
  showFindings: () => void
  close: () => void
}
