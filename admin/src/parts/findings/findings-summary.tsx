import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { Link } from 'react-router'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { useAddress } from '../address.ts'
import { Notice } from '../notice.tsx'
import classes from './findings.module.css'
import { FixedFindings } from './fixed-findings.tsx'

/** What a list of findings says about all of them. */
export const FindingsSummaryFields = graphql(`
  fragment FindingsSummaryFields on Draft {
    newFindings: findings(first: 1, isNew: true, ignored: false) {
      totalCount
    }
    ignoredFindings: findings(first: 1, ignored: true) {
      totalCount
    }
    unchecked: findings(first: 1, codes: ["PACKAGE_NOT_CHECKED"]) {
      totalCount
    }
    fixedFindings(first: 1) {
      totalCount
    }
  }
`)

/** What is new and what is fixed since the last synchronization, and what is ignored. Nothing if there is none of it. */
export function FindingsSummary({ slug, draft }: { slug: string; draft: FragmentOf<typeof FindingsSummaryFields> }) {
  const { newFindings, ignoredFindings, unchecked, fixedFindings } = readFragment(FindingsSummaryFields, draft)
  const { params, change } = useAddress()
  const id = useId()
  const counts = {
    new: newFindings?.totalCount ?? 0,
    ignored: ignoredFindings?.totalCount ?? 0,
    fixed: fixedFindings?.totalCount ?? 0,
  }
  const showsFixed = params.get('fixed') === 'yes'
  const isPlain = counts.new + counts.ignored + counts.fixed === 0
  return (
    <>
      {unchecked && unchecked.totalCount > 0 && (
        <Notice tone="warning">
          <b>{t('findings.notCheckedTitle')}</b> {t('findings.notChecked')}
        </Notice>
      )}
      {!isPlain && (
        <Stack gap="xs">
          <Group gap="4px 16px">
            {counts.new > 0 && (
              <StateLink state="new" params={params}>
                {t('findings.newCount', { count: counts.new })}
              </StateLink>
            )}
            {counts.fixed > 0 && (
              <Button
                variant="subtle"
                size="compact-md"
                ml={-6}
                className={classes.toggle}
                rightSection={<ChevronIcon />}
                aria-expanded={showsFixed}
                aria-controls={id}
                onClick={() => change({ fixed: showsFixed ? null : 'yes' }, { replace: true, keepsPage: true })}
              >
                {t('findings.fixedCount', { count: counts.fixed })}
              </Button>
            )}
            {counts.ignored > 0 && (
              <StateLink state="ignored" params={params}>
                {t('findings.ignoredCount', { count: counts.ignored })}
              </StateLink>
            )}
          </Group>
          <div id={id}>{showsFixed && counts.fixed > 0 && <FixedFindings slug={slug} />}</div>
        </Stack>
      )}
    </>
  )
}

/** A link to what is in a state, unless that is shown already. */
function StateLink({ state, params, children }: { state: string; params: URLSearchParams; children: ReactNode }) {
  if (params.get('state') === state) return <Text fw={600}>{children}</Text>
  return (
    <Anchor component={Link} to={`?show=findings&state=${state}`} fw={600} preventScrollReset>
      {children}
    </Anchor>
  )
}
