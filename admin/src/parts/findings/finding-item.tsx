import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { graphql, type ResultOf } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'
import { RootPageButton } from '../settings/root-page-button.tsx'
import { FindingPlaces } from './finding-places.tsx'
import classes from './findings.module.css'
import { PlaceLine } from './place-line.tsx'

/** What a finding shows in a list. */
export const FindingFields = graphql(`
  fragment FindingFields on Finding @_unmask {
    code
    cause
    path
    line
    message
    remedy
    placeCount
  }
`)

type Props = { slug: string; finding: ResultOf<typeof FindingFields> }

/** One cause of trouble with its fix: its first place, and the others on request. */
export function FindingItem({ slug, finding }: Props) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const { code, cause, path, line, message, remedy, placeCount } = finding
  return (
    <li>
      <div className={classes.place}>
        <PlaceLine path={path} line={line} />
      </div>
      <div>{message}</div>
      <div className={classes.remedy}>{remedy}</div>
      {(code === 'ROOT_PAGE_UNCLEAR' || code === 'ROOT_PAGE_GONE') && (
        <RootPageButton slug={slug} variant="light" size="xs" mt={8}>
          {code === 'ROOT_PAGE_UNCLEAR' ? t('settings.chooseRootPage') : t('settings.chooseAnotherRootPage')}
        </RootPageButton>
      )}
      {placeCount > 1 && (
        <>
          <Button
            variant="subtle"
            size="compact-xs"
            ml={-6}
            mt={2}
            className={classes.toggle}
            rightSection={<ChevronIcon />}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? t('findings.hidePlaces') : t('findings.inPlaces', { count: placeCount })}
          </Button>
          <div id={id}>{isOpen && <FindingPlaces slug={slug} cause={cause} placeCount={placeCount} />}</div>
        </>
      )}
    </li>
  )
}
