import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import classes from '../findings.module.css'
import { CopyButton } from './copy-button.tsx'
import { ExcerptLines } from './excerpt-lines.tsx'
import { PreviewPageButton } from './preview-page-button.tsx'

const PlaceExcerptQuery = graphql(`
  query PlaceExcerpt($slug: String!, $cause: ID!, $after: String) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(cause: $cause, first: 1) {
          nodes {
            cause
            places(first: 1, after: $after) {
              nodes {
                path
                line
                written
                correction
                excerpt
                excerptMark {
                  line
                  start
                  end
                }
              }
            }
          }
        }
      }
    }
  }
`)

/** The lines around a place with the wrong text, and what to write instead. `after`: the cursor of the place before it. */
export function PlaceExcerpt({ slug, cause, after, path }: Props) {
  const [{ data, error }] = useQuery({ query: PlaceExcerptQuery, variables: { slug, cause, after } })
  const place = data?.package?.draft?.findings?.nodes[0]?.places?.nodes[0]
  if (!place) return error ? <ErrorNotice error={error} /> : <LoadingSkeleton lines={4} />
  const { line, written, correction, excerpt, excerptMark } = place
  return (
    <Stack gap="sm" className={classes.opened}>
      {excerpt && line !== null ? (
        <ExcerptLines path={path} line={line} lines={excerpt} mark={excerptMark} />
      ) : (
        <Text c="dimmed">{line === null ? t('findings.wholeFile') : t('findings.noExcerpt')}</Text>
      )}
      {written !== null && (
        <dl className={classes.written}>
          <dt>{t('findings.marked')}</dt>
          <dd>
            <code data-tone="wrong">{written}</code>
          </dd>
          {correction !== null && (
            <>
              <dt>{t('findings.correction')}</dt>
              <dd>
                <code data-tone="right">{correction}</code> <CopyButton text={correction} />
              </dd>
            </>
          )}
        </dl>
      )}
      <Group>
        <PreviewPageButton slug={slug} path={path} />
      </Group>
    </Stack>
  )
}

type Props = { slug: string; cause: string; after: string | null; path: string }
