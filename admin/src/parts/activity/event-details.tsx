import { Anchor, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate, formatTimeOfSecond } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { Facts } from '../facts.tsx'
import type { AuditEvent } from './audit-event.ts'
import { DiffView } from './diff-view.tsx'
import { environmentLink, holderLink } from './subject-link.ts'

/** All that is known of an event: its changes, and where it came from if the reader may see that. */
export default function EventDetails({ event }: { event: AuditEvent }) {
  const { action, at, actor, ip, requestId, cursor, package: pkg, environment, subjectId } = event
  const time = new Date(at)
  const name = actor.kind === 'TOKEN' ? t('activity.byToken', { name: actor.name }) : actor.name
  const facts: [title: string, value: ReactNode][] = [
    [t('activity.time'), `${formatDate(time)}, ${formatTimeOfSecond(time)}`],
    [t('activity.by'), <LinkOrText key="actor" to={holderLink(actor)} text={name} />],
    [t('activity.action'), <code key="action">{action}</code>],
    [t('activity.package'), pkg && <LinkOrText key="package" to={`/packages/${pkg.slug}`} text={pkg.title} />],
    [
      t('activity.environment'),
      environment && <LinkOrText key="environment" to={environmentLink(environment)} text={environment.name} />,
    ],
    [t('activity.ip'), ip],
    [t('activity.requestId'), requestId && <code>{requestId}</code>],
    [t('activity.cursor'), <code key="cursor">{cursor}</code>],
  ]
  return (
    <Stack gap="lg">
      <DiffView before={event.before} after={event.after} />
      <Facts facts={facts.filter(([, value]) => value).map(([title, value]) => ({ title, value }))} />
      <Anchor component={Link} to={`/activity?subject=${subjectId}`} size="sm">
        {t('activity.sameSubject')}
      </Anchor>
    </Stack>
  )
}

function LinkOrText({ to, text }: { to: string | null; text: string }) {
  if (!to) return text
  return (
    <Anchor component={Link} to={to} inherit>
      {text}
    </Anchor>
  )
}
