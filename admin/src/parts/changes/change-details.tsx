import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useQuery } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { formatEstimate } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { Deployment } from '../publish/deployment.ts'
import { type ChangeDetail, ChangeDetailQuery, type Versions } from './change.ts'
import { ChangeContent } from './change-content.tsx'
import classes from './change-details.module.css'
import { LooksButton } from './looks/looks-button.tsx'
import { OpenLinks } from './open-links.tsx'

/** One changed file: what it was and what it is, with the way to the change before and after it. */
export function ChangeDetails({ versions, deployments, path, previous, next, show }: Props) {
  const { id, base } = versions
  const heading = useRef<HTMLHeadingElement>(null)
  // The list that had the focus is hidden now.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const [{ data, error, fetching }, reexecuteQuery] = useQuery({
    query: ChangeDetailQuery,
    variables: { id, base, path },
    // The addresses of files end after some minutes.
    requestPolicy: 'network-only',
  })
  const retry = () => reexecuteQuery({ requestPolicy: 'network-only' })
  const node = data?.node
  const changes = node?.__typename === 'Draft' || node?.__typename === 'Release' ? node.changesSince : null
  const change = changes?.nodes[0]
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Button variant="default" onClick={() => show(null)}>
          {t('changes.back')}
        </Button>
        <Group gap="sm">
          <Button variant="default" disabled={!previous} onClick={() => show(previous)}>
            {t('changes.previous')}
          </Button>
          <Button variant="default" disabled={!next} onClick={() => show(next)}>
            {t('changes.next')}
          </Button>
        </Group>
      </Group>
      <div>
        <Title order={2} ref={heading} tabIndex={-1} className={classes.path}>
          {path}
        </Title>
        {change && (
          <Text size="sm" c="dimmed">
            {describe(change)}
          </Text>
        )}
      </div>
      {change && (
        <OpenLinks
          change={change}
          versions={versions}
          deployments={deployments}
          previewUrl={node?.__typename === 'Draft' ? node.contentUrl : null}
        />
      )}
      {change?.fileKind === 'PAGE' && change.kind === 'CHANGED' && <LooksButton />}
      <ErrorNotice error={error} retry={retry} />
      {!change && fetching && <LoadingSkeleton lines={6} />}
      {!change && !fetching && !error && <Text>{t('changes.sameHere')}</Text>}
      {change && <ChangeContent change={change} refresh={retry} />}
    </Stack>
  )
}

/** Says what happened to the file, with its sizes: "Changed · 1.2 kB → 1.4 kB". */
function describe({ kind, bytesBefore, bytesAfter, newVideo, estimatedCost }: ChangeDetail): string {
  const size = (bytes: number | null) => formatBytes(bytes ?? 0)
  return [
    t('changes.kind', { kind }),
    kind === 'CHANGED'
      ? t('changes.fromTo', { before: size(bytesBefore), after: size(bytesAfter) })
      : size(bytesAfter ?? bytesBefore),
    ...(newVideo
      ? [estimatedCost ? t('changes.newVideoCost', { cost: formatEstimate(estimatedCost) }) : t('changes.newVideo')]
      : []),
  ].join(' · ')
}

type Props = {
  versions: Versions
  deployments: readonly Deployment[]
  path: string
  previous: string | null
  next: string | null
  show: (path: string | null) => void
}
