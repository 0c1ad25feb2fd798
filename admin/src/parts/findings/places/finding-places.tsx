import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { ChevronIcon } from '../../../theme/icons.tsx'
import { useAddress } from '../../address.ts'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { Pager, usePages } from '../../pager.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import type { Finding } from '../finding-fields.ts'
import { findingName, placeText } from '../finding-labels.ts'
import classes from '../findings.module.css'
import { PlaceExcerpt } from './place-excerpt.tsx'

const FindingPlacesQuery = graphql(`
  query FindingPlaces($slug: String!, $cause: ID!, $first: Int!, $after: String) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(cause: $cause, first: 1) {
          nodes {
            cause
            places(first: $first, after: $after) {
              totalCount
              pageInfo {
                hasNextPage
                endCursor
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
`)

/**
 * The places of a finding by path and line, 20 a page, of which one can be open. A single place is open at once. Says how
 * many of all places are listed.
 */
export function FindingPlaces({ slug, finding }: { slug: string; finding: Finding }) {
  const { cause, placeCount } = finding
  const { params, change } = useAddress()
  const pages = usePages(20)
  const variables = { slug, cause, first: pages.size, after: pages.after }
  const [{ data, error }] = useQuery({ query: FindingPlacesQuery, variables })
  const places = data?.package?.draft?.findings?.nodes[0]?.places
  if (placeCount === 1)
    return (
      <div className={classes.places}>
        <PlaceExcerpt slug={slug} cause={cause} after={null} path={finding.path} />
      </div>
    )
  return (
    <section className={classes.places} aria-label={t('findings.places', { name: findingName(finding) })}>
      <ErrorNotice error={error} />
      {!places && !error && <LoadingSkeleton lines={3} />}
      <ul className={classes.placeList}>
        {places?.edges.map(({ cursor, node: { path, line } }, index) => {
          const isOpen = params.get('at') === cursor
          const before = index === 0 ? pages.after : (places.edges[index - 1]?.cursor ?? null)
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
              {isOpen && <PlaceExcerpt slug={slug} cause={cause} after={before} path={path} />}
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
        <Pager pages={pages} pageInfo={places.pageInfo} total={places.totalCount} label={t('findings.placePages')} />
      )}
    </section>
  )
}
