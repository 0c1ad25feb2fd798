import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { useRoleChoice } from '../access/role-choice.ts'
import { RoleFields } from '../access/role-fields.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { InviteUser } from './invitation.ts'
import { InvitationLink } from './invitation-link.tsx'

/** Invites a person by name, email address, and role. Then shows the link, which nothing can show again. */
export default function InviteDialog({ close }: { close: () => void }) {
  const [{ fetching, data, error }, invite] = useUncachedMutation(InviteUser)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const role = useRoleChoice('AUTHOR')
  const created = data?.inviteUser
  const emailError = fieldErrorMessage(error, 'input.email')
  const nameError = fieldErrorMessage(error, 'input.name')
  const submit = () => {
    const input = role.validate()
    if (input) invite({ input: { ...input, name: name.trim(), email: email.trim() } })
  }
  if (created)
    return (
      <Modal
        opened
        onClose={close}
        title={<b>{t('people.invited', { email: created.invitation.email })}</b>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="lg">
          <InvitationLink {...created} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('people.done')}</Button>
          </Group>
        </Stack>
      </Modal>
    )
  return (
    <FormDialog
      title={t('people.inviteTitle')}
      submitLabel={t('people.inviteSubmit')}
      isSaving={fetching}
      error={emailError || nameError ? undefined : error}
      submit={submit}
      close={close}
    >
      <TextInput
        label={t('people.name')}
        data-autofocus
        required
        autoComplete="off"
        maxLength={200}
        value={name}
        error={nameError}
        onChange={event => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('people.email')}
        type="email"
        required
        autoComplete="off"
        maxLength={200}
        value={email}
        error={emailError}
        onChange={event => setEmail(event.currentTarget.value)}
      />
      <RoleFields state={role} />
      <Text size="sm" c="dimmed">
        {t('people.inviteHelp')}
      </Text>
    </FormDialog>
  )
}
