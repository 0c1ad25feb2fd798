import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import type { PageArguments } from '../../cursor-pager.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import classes from '../findings.module.css'
import { CopyButton } from './copy-button.tsx'
import { ExcerptLines } from './excerpt-lines.tsx'
import { PreviewPageButton } from './preview-page-button.tsx'

const PlaceExcerptQuery = graphql(`
  query PlaceExcerpt($slug: String!, $cause: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(cause: $cause, first: 1) {
          nodes {
            cause
            places(first: $first, after: $after, last: $last, before: $before) {
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

/** The lines around a place with the wrong text, and what to write instead. `at`: which place of the finding it is. */
export function PlaceExcerpt({ slug, cause, at, path }: Props) {
  const [{ data, error }] = useQuery({ query: PlaceExcerptQuery, variables: { slug, cause, ...at } })
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
        <Button
          component={Link}
          to={`?${new URLSearchParams({ show: 'files', file: path })}`}
          variant="default"
          size="xs"
        >
          {t('findings.showFile')}
        </Button>
      </Group>
    </Stack>
  )
}

type Props = { slug: string; cause: string; at: PageArguments; path: string }
