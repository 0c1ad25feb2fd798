import { Button, Group } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import type { PageInfo } from '../../graphql/page-info.ts'
import { t } from '../../texts/texts.ts'
import { withParams } from '../address.ts'

/**
 * The links to older and newer pages of activity. Renders nothing if everything fits on one page. `arrivedCount`: so many
 * events happened since this older page was opened.
 */
export function OlderNewer({ pageInfo, arrivedCount }: Props) {
  const [params] = useSearchParams()
  const isNewestPage = !params.get('before') && !params.get('after')
  const older = pageInfo?.hasPreviousPage ? pageInfo.startCursor : null
  // A page before a cursor always has a newer one.
  const newer = !isNewestPage && (pageInfo?.hasNextPage || params.get('before')) ? pageInfo?.endCursor : null
  if (!older && isNewestPage) return null
  const linkTo = (changes: Record<string, string>) => `?${withParams(params, { ...changes, event: null, run: null })}`
  return (
    <Group justify="center" gap="sm" mb="xl" role="navigation" aria-label={t('activity.pages')}>
      {!isNewestPage && (
        <Button component={Link} to={linkTo({})} variant={arrivedCount > 0 ? 'filled' : 'default'} size="xs">
          {arrivedCount > 0 ? t('activity.newEvents', { count: arrivedCount }) : t('activity.newest')}
        </Button>
      )}
      {newer && (
        <Button component={Link} to={linkTo({ after: newer })} variant="default" size="xs">
          {t('activity.newer')}
        </Button>
      )}
      {older && (
        <Button component={Link} to={linkTo({ before: older })} variant="default" size="xs">
          {t('activity.older')}
        </Button>
      )}
    </Group>
  )
}

type Props = { pageInfo: PageInfo | undefined; arrivedCount: number }
