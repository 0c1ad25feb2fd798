import { lazy } from 'react'
import { useQuery } from 'urql'
import { PageInfoFields } from '../graphql/page-info.ts'
import { graphql } from '../graphql/tada.ts'
import { useHasPermission } from '../graphql/use-has-permission.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { useCursorPages } from '../parts/cursor-pager.tsx'
import { DialogButton } from '../parts/dialog-button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { TokenFields, tokenActions } from '../parts/tokens/token.ts'
import { TokenTable } from '../parts/tokens/token-table.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import { KeyIcon, PlusIcon } from '../theme/icons.tsx'

const CreateTokenDialog = lazy(() => import('../parts/tokens/create-token-dialog.tsx'))

const TokensQuery = graphql(
  `
    query Tokens($first: Int, $after: String, $last: Int, $before: String) {
      apiTokens(first: $first, after: $after, last: $last, before: $before) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        nodes {
          id
          ...TokenFields
        }
      }
    }
  `,
  [PageInfoFields, TokenFields],
)

/** The API tokens, newest first. */
export default function TokensPage() {
  const [{ data, error }, refetch] = useQuery({
    query: TokensQuery,
    variables: useCursorPages(50),
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(tokenActions, refetch)
  const canManage = useHasPermission('token.manage')
  if (data && !data.apiTokens) return <Forbidden permission="token.read" />
  return (
    <ListPage
      title={t('tokens.title')}
      action={
        canManage && (
          <DialogButton
            label={t('tokens.create')}
            leftSection={<PlusIcon />}
            dialog={close => <CreateTokenDialog close={close} />}
          />
        )
      }
      help={t('tokens.help')}
      error={error}
      retry={() => refetch({ requestPolicy: 'network-only' })}
      list={data?.apiTokens ?? undefined}
      empty={
        <EmptyState icon={<KeyIcon />} title={t('tokens.emptyTitle')} order={2}>
          {t('tokens.empty')}
        </EmptyState>
      }
      listTitle={t('tokens.all')}
      pagesLabel={t('tokens.pages')}
      table={rows => <TokenTable tokens={rows} />}
    />
  )
}
