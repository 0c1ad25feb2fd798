import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Pager, usePages } from '../pager.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './findings.module.css'
import { PlaceLine } from './place-line.tsx'

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
              nodes {
                path
                line
              }
            }
          }
        }
      }
    }
  }
`)

/** The places of one finding by path and line, 20 a page. Says how many of `placeCount` are listed. */
export function FindingPlaces({ slug, cause, placeCount }: { slug: string; cause: string; placeCount: number }) {
  const pages = usePages(20)
  const variables = { slug, cause, first: pages.size, after: pages.after }
  const [{ data, error }] = useQuery({ query: FindingPlacesQuery, variables })
  const places = data?.package?.draft?.findings?.nodes[0]?.places
  return (
    <section className={classes.places} aria-label={t('findings.places')}>
      <ErrorNotice error={error} />
      {!places && !error && <LoadingSkeleton lines={3} />}
      <ul className={classes.placeList}>
        {places?.nodes.map(({ path, line }) => (
          <li key={`${path} ${line}`} className={classes.place}>
            <PlaceLine path={path} line={line} />
          </li>
        ))}
      </ul>
      {places && places.totalCount < placeCount && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('findings.placesLeftOut', { shown: places.totalCount, count: placeCount })}
        </Text>
      )}
      {places && (
        <Pager pages={pages} pageInfo={places.pageInfo} total={places.totalCount} label={t('findings.placePages')} />
      )}
    </section>
  )
}
