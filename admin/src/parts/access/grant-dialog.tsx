import { Modal, Stack } from '@mantine/core'
import type { FormEvent } from 'react'
import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { GrantRole } from './grant-role.ts'
import { useRoleChoice } from './role-choice.ts'
import { RoleFields } from './role-fields.tsx'

/** Grants a role to a person or a token. `grantee`: its id, as the API's input names it. */
export default function GrantDialog({ name, grantee, close }: Props) {
  const [{ fetching, error }, grant] = useMutation(GrantRole)
  const role = useRoleChoice('AUTHOR')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const input = role.validate()
    if (input && !(await grant({ input: { ...input, ...grantee } })).error) close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('access.grantTitle', { name })}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <RoleFields state={role} isFirst />
          <ErrorNotice error={error} />
          <FormActions submitLabel={t('access.grant')} isSaving={fetching} close={close} />
        </Stack>
      </form>
    </Modal>
  )
}

type Props = { name: string; grantee: { user: string } | { token: string }; close: () => void }
