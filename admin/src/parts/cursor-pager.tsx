import { Button, Group, Text } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import type { PageInfo } from '../graphql/page-info.ts'
import { t } from '../texts/texts.ts'

/** The arguments of a connection for one page. */
export type PageArguments = { first: number | null; after: string | null; last: number | null; before: string | null }

/**
 * Returns the page of a list that the address names, by the cursor before or after it (`?after=`). `list` tells lists of
 * one page apart: `invitations` gives `?invitations.after=`.
 */
export function useCursorPages(size: number, list = ''): PageArguments {
  const [params] = useSearchParams()
  const before = params.get(paramName(list, 'before'))
  const after = before ? null : params.get(paramName(list, 'after'))
  return before ? { first: null, after, last: size, before } : { first: size, after, last: null, before }
}

const paramName = (list: string, side: 'after' | 'before') => (list ? `${list}.${side}` : side)

/** The links to the previous and the next page of a list. Renders nothing if everything fits on one page. */
export function CursorPager({ pageInfo, label, list = '', total }: Props) {
  const [params] = useSearchParams()
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = pageInfo
  if (!hasPreviousPage && !hasNextPage) return null
  const linkTo = (side: 'after' | 'before', cursor: string) => {
    const target = new URLSearchParams(params)
    target.delete(paramName(list, 'after'))
    target.delete(paramName(list, 'before'))
    target.set(paramName(list, side), cursor)
    return `?${target}`
  }
  return (
    <Group justify="space-between" mt="lg" role="navigation" aria-label={label}>
      <Text size="sm" c="dimmed">
        {total != null && t('common.total', { total })}
      </Text>
      <Group gap="sm">
        <PageLink to={hasPreviousPage && startCursor ? linkTo('before', startCursor) : null}>
          {t('common.previousPage')}
        </PageLink>
        <PageLink to={hasNextPage && endCursor ? linkTo('after', endCursor) : null}>{t('common.nextPage')}</PageLink>
      </Group>
    </Group>
  )
}

function PageLink({ to, children }: { to: string | null; children: string }) {
  if (!to)
    return (
      <Button variant="default" size="xs" disabled>
        {children}
      </Button>
    )
  return (
    <Button component={Link} to={to} variant="default" size="xs">
      {children}
    </Button>
  )
}

type Props = { pageInfo: PageInfo; label: string; list?: string; total?: number | null }
