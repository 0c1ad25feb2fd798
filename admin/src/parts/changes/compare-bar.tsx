import { Button, Group, NativeSelect } from '@mantine/core'
import { formatDate } from '../../format/date.ts'
import { t } from '../../texts/texts.ts'
import { useAddress } from '../address.ts'
import type { Deployment } from '../publish/deployment.ts'
import classes from './compare-bar.module.css'

/** The choice of the two versions: what an environment shows or any release, and the draft or any release. */
export function CompareBar({ environments, deployments, releases, draft }: Props) {
  const { params, change } = useAddress()
  const kept = releases.filter(({ removedAt }) => removedAt === null)
  const shown = environments.map(({ slug, name }) => ({
    value: slug,
    label: t('changes.environment', {
      environment: name,
      release: String(deployments.find(({ environment }) => environment?.slug === slug)?.release.number ?? 'none'),
    }),
  }))
  const numbered = kept.map(({ number, createdAt }) => ({
    value: String(number),
    label: t('changes.release', { release: String(number), date: formatDate(new Date(createdAt)) }),
  }))
  const from = params.get('from') ?? defaultFrom(deployments) ?? numbered[0]?.value ?? ''
  const to = params.get('to') ?? 'draft'
  const select = (name: 'from' | 'to', value: string) => change({ [name]: value, file: null })
  const isNumber = /^\d+$/.test(from)
  return (
    <Group align="end" gap="md" className={classes.bar}>
      <NativeSelect
        label={t('changes.from')}
        value={from}
        onChange={event => select('from', event.currentTarget.value)}
        data={[
          { group: t('changes.environments'), items: shown },
          { group: t('changes.releases'), items: withValue(numbered, isNumber ? from : null) },
        ]}
      />
      <NativeSelect
        label={t('changes.to')}
        value={to}
        onChange={event => select('to', event.currentTarget.value)}
        data={[
          ...(draft ? [{ value: 'draft', label: t('changes.draft', { revision: String(draft.revision) }) }] : []),
          { group: t('changes.releases'), items: withValue(numbered, to === 'draft' ? null : to) },
        ]}
      />
      {isNumber && to !== 'draft' && (
        <Button variant="default" onClick={() => change({ from: to, to: from, file: null })}>
          {t('changes.swap')}
        </Button>
      )}
    </Group>
  )
}

const defaultFrom = (deployments: readonly Deployment[]) =>
  (deployments.find(({ environment }) => environment?.slug === 'production') ?? deployments[0])?.environment?.slug

/** Adds a release that the address names and the list does not have. */
const withValue = (items: { value: string; label: string }[], value: string | null) =>
  value === null || items.some(item => item.value === value)
    ? items
    : [...items, { value, label: t('changes.releaseNumber', { release: value }) }]

type Props = {
  environments: readonly { slug: string; name: string }[]
  deployments: readonly Deployment[]
  releases: readonly { number: number; createdAt: string; removedAt: string | null }[]
  draft: { revision: number } | null
}
