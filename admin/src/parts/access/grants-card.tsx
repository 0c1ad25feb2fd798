import { Text } from '@mantine/core'
import { lazy } from 'react'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { PlusIcon } from '../../theme/icons.tsx'
import { Card } from '../card.tsx'
import { ConfirmButton } from '../confirm-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { DialogButton } from '../dialog-button.tsx'
import { type Grant, grantLabel, scopeLabel } from './grant.ts'
import { RevokeGrant } from './grant-role.ts'
import { roleDescription, roleLabel } from './role.ts'

const GrantDialog = lazy(() => import('./grant-dialog.tsx'))

/** The roles of a person or a token: where each holds and what it may do. `canManage`: roles can be granted and revoked. */
export function GrantsCard({ name, grantee, grants, canManage }: Props) {
  const [, revoke] = useMutation(RevokeGrant)
  const columns: Column<Grant>[] = [
    { title: t('access.roleField'), cell: ({ role }) => roleLabel(role) },
    { title: t('access.placeField'), cell: scopeLabel },
    { title: t('access.may'), cell: ({ role }) => roleDescription(role) },
    {
      title: t('access.revoke'),
      isAction: true,
      cell: grant =>
        canManage && (
          <ConfirmButton
            label={t('access.revoke')}
            name={t('access.revokeNamed', { role: grantLabel(grant) })}
            question={t('access.revokeQuestion', { name })}
            effect={t('access.revokeEffect', { role: grantLabel(grant) })}
            action={() => revoke({ id: grant.id })}
          />
        ),
    },
  ]
  return (
    <Card
      title={t('access.roles')}
      aside={
        canManage && (
          <DialogButton
            label={t('access.grant')}
            variant="default"
            size="xs"
            leftSection={<PlusIcon />}
            dialog={close => <GrantDialog name={name} grantee={grantee} close={close} />}
          />
        )
      }
    >
      {grants.length > 0 ? (
        <DataTable label={t('access.roles')} columns={columns} rows={grants} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('access.noRoles')}
        </Text>
      )}
    </Card>
  )
}

type Props = {
  name: string
  grantee: { user: string } | { token: string }
  grants: readonly Grant[]
  canManage: boolean
}
