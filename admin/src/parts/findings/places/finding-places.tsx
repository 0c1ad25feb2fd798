import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../../graphql/page-info.ts'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { ChevronIcon } from '../../../theme/icons.tsx'
import { useAddress } from '../../address.ts'
import { CursorPager, useCursorPages } from '../../cursor-pager.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import type { Finding } from '../finding-fields.ts'
import { findingName, placeText } from '../finding-labels.ts'
import classes from '../findings.module.css'
import { placeAt } from './place-at.ts'
import { PlaceExcerpt } from './place-excerpt.tsx'

const FindingPlacesQuery = graphql(
  `
  query FindingPlaces($slug: String!, $cause: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(cause: $cause, first: 1) {
          nodes {
            cause
            places(first: $first, after: $after, last: $last, before: $before) {
              totalCount
              pageInfo {
                ...PageInfoFields
              }
              edges {
                cursor
                node {
                  path
                  line
                }
              }
            }
          }
        }
      }
    }
  }
`,
  [PageInfoFields],
)

/**
 * The places of a finding by path and line, 20 a page, of which one can be open. A single place is open at once. Says how
 * many of all places are listed.
 */
export function FindingPlaces({ slug, finding }: { slug: string; finding: Finding }) {
  const { cause, placeCount } = finding
  const { params, change } = useAddress()
  const page = useCursorPages(20, 'places')
  const [{ data, error }] = useQuery({ query: FindingPlacesQuery, variables: { slug, cause, ...page } })
  const places = data?.package?.draft?.findings?.nodes[0]?.places
  if (placeCount === 1)
    return (
      <div className={classes.places}>
        <PlaceExcerpt slug={slug} cause={cause} at={placeAt(0, [], page)} path={finding.path} />
      </div>
    )
  const cursors = places?.edges.map(({ cursor }) => cursor) ?? []
  return (
    <section className={classes.places} aria-label={t('findings.places', { name: findingName(finding) })}>
      <ErrorNotice error={error} />
      {!places && !error && <LoadingSkeleton lines={3} />}
      <ul className={classes.placeList}>
        {places?.edges.map(({ cursor, node: { path, line } }, index) => {
          const isOpen = params.get('at') === cursor
          return (
            <li key={cursor}>
              <button
                type="button"
                className={classes.place}
                aria-expanded={isOpen}
                onClick={() => change({ at: isOpen ? null : cursor }, { replace: true, keepsPage: true })}
              >
                <ChevronIcon />
                <span>{placeText({ path, line })}</span>
              </button>
              {isOpen && <PlaceExcerpt slug={slug} cause={cause} at={placeAt(index, cursors, page)} path={path} />}
            </li>
          )
        })}
      </ul>
      {places && places.totalCount < placeCount && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('findings.placesLeftOut', { shown: places.totalCount, count: placeCount })}
        </Text>
      )}
      {places && (
        <CursorPager
          list="places"
          pageInfo={places.pageInfo}
          total={places.totalCount}
          label={t('findings.placePages')}
        />
      )}
    </section>
  )
}
