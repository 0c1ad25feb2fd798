import { Anchor, VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { formatList } from '../../format/count.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { grantLabel } from '../access/grant.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { ExpiryTime } from '../expiry-time.tsx'
import { RelativeTime, useNow } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { RevokeTokenButton } from './revoke-token-button.tsx'
import type { Token } from './token.ts'
import { tokenState } from './token-state.ts'

/** API tokens, newest first, with their roles and last use. Each name leads to the token's page. */
export function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  const canManage = useHasPermission('token.manage')
  const columns: Column<Token>[] = [
    {
      title: t('tokens.name'),
      cell: ({ id, name }) => (
        <Anchor component={Link} to={`/tokens/${id}`} inherit>
          {name}
        </Anchor>
      ),
    },
    { title: t('tokens.prefix'), cell: ({ prefix }) => <TokenPrefix prefix={prefix} /> },
    {
      title: t('tokens.roles'),
      cell: ({ grants }) => formatList((grants ?? []).map(grantLabel)) || t('people.noRoles'),
    },
    { title: t('tokens.createdBy'), cell: ({ createdBy }) => createdBy.name },
    {
      title: t('tokens.lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime at={lastUsedAt} /> : t('common.never')),
    },
    { title: t('tokens.expires'), cell: ({ expiresAt }) => <ExpiryTime at={expiresAt} /> },
    { title: t('tokens.state'), cell: token => <TokenStateBadge token={token} /> },
    {
      title: t('tokens.actions'),
      isAction: true,
      cell: token => canManage && <RevokeTokenButton token={token} />,
    },
  ]
  return <DataTable label={t('tokens.title')} columns={columns} rows={tokens} />
}

const stateTones = { active: 'done', revoked: 'waiting', expired: 'waiting', stopped: 'attention' } as const

/** The beginning of a token's secret, to compare. A dash for a token that is older than the column. */
export function TokenPrefix({ prefix }: { prefix: string | null }) {
  if (prefix) return <code>{prefix}…</code>
  return (
    <span title={t('tokens.noPrefix')}>
      <span aria-hidden>—</span>
      <VisuallyHidden>{t('tokens.noPrefix')}</VisuallyHidden>
    </span>
  )
}

/** Whether a token is accepted. */
export function TokenStateBadge({ token }: { token: Token }) {
  const state = tokenState(token, useNow())
  return (
    <Status tone={stateTones[state]} title={state === 'stopped' ? t('tokens.stoppedHelp') : undefined}>
      {t('tokens.stateOf', { state })}
    </Status>
  )
}
