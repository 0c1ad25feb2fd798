import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { useAddress } from '../address.ts'
import { RelativeTime } from '../relative-time.tsx'
import { RootPageButton } from '../settings/root-page-button.tsx'
import { Status } from '../status.tsx'
import type { Finding } from './finding-fields.ts'
import { findingName, findingTitle, placeText, severityTitle, severityTones } from './finding-labels.ts'
import classes from './findings.module.css'
import { IgnoreButton } from './ignore/ignore-button.tsx'
import { CopyListButton } from './places/copy-list-button.tsx'
import { FindingPlaces } from './places/finding-places.tsx'

/** One cause of trouble: what it is, why, the fix, and its places. The address contains the card that is open. */
export function FindingCard({ slug, finding, onChanged }: Props) {
  const { params, change } = useAddress()
  const placesId = useId()
  const { code, cause, severity, path, message, remedy, isNew, blocks, ignored } = finding
  const isOpen = params.get('open') === cause
  const name = findingName(finding)
  const toggle = () =>
    change(
      { open: isOpen ? null : cause, at: null, 'places.after': null, 'places.before': null },
      { replace: true, keepsPage: true },
    )
  const isOfPackage = path === ''
  const card = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the card that the address opened, not one that a click opens
  useEffect(() => {
    if (isOpen) card.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <article ref={card} className={classes.card} aria-label={name} data-severity={severity}>
      <Stack gap={6}>
        <Group gap="4px 12px">
          <Title order={2} size="h3">
            {findingTitle(finding)}
          </Title>
          <Status tone={severityTones[severity]}>{severityTitle(severity)}</Status>
          {isNew && <Badge color="sky">{t('findings.isNew')}</Badge>}
          {blocks.length > 0 && (
            <Text span size="sm" fw={600}>
              {t('findings.blocks', { environments: blocks.map(({ name }) => name).join(', ') })}
            </Text>
          )}
        </Group>
        <div className={classes.text}>{message}</div>
        <div className={classes.text}>
          <b>{t('findings.fix')}</b> {remedy}
        </div>
        {ignored && (
          <div className={classes.ignored}>
            <b>{t('findings.ignoredBy', { name: ignored.by.name })}</b> <RelativeTime at={ignored.at} />
            <div>{ignored.reason}</div>
          </div>
        )}
      </Stack>
      <Group gap="sm" mt="sm">
        {isOfPackage ? (
          <Text c="dimmed" size="sm">
            {t('findings.wholePackage')}
          </Text>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            className={classes.toggle}
            rightSection={<ChevronIcon />}
            aria-expanded={isOpen}
            aria-controls={placesId}
            aria-label={`${placesLabel(finding, isOpen)}: ${name}`}
            onClick={toggle}
          >
            {placesLabel(finding, isOpen)}
          </Button>
        )}
        {(code === 'ROOT_PAGE_UNCLEAR' || code === 'ROOT_PAGE_GONE') && (
          <RootPageButton slug={slug} variant="light" size="compact-sm">
            {code === 'ROOT_PAGE_UNCLEAR' ? t('settings.chooseRootPage') : t('settings.chooseAnotherRootPage')}
          </RootPageButton>
        )}
        {!isOfPackage && <CopyListButton slug={slug} finding={finding} />}
        <IgnoreButton slug={slug} finding={finding} onChanged={onChanged} />
      </Group>
      <div id={placesId}>{isOpen && !isOfPackage && <FindingPlaces slug={slug} finding={finding} />}</div>
    </article>
  )
}

function placesLabel(finding: Finding, isOpen: boolean): string {
  if (finding.placeCount === 1) return placeText(finding)
  return isOpen ? t('findings.hidePlaces') : t('findings.showPlaces', { count: finding.placeCount })
}

type Props = { slug: string; finding: Finding; onChanged: () => void }
