import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { useRoleChoice } from '../access/role-choice.ts'
import { RoleFields } from '../access/role-fields.tsx'
import { FormActions } from '../form-actions.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const input = role.validate()
    if (input) invite({ input: { ...input, name: name.trim(), email: email.trim() } })
  }
  const title = created ? t('people.invited', { email: created.invitation.email }) : t('people.inviteTitle')
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      {created ? (
        <Stack gap="lg">
          <InvitationLink {...created} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('people.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="lg">
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
            {!emailError && !nameError && <ErrorNotice error={error} />}
            <FormActions submitLabel={t('people.inviteSubmit')} isSaving={fetching} close={close} />
          </Stack>
        </form>
      )}
    </Modal>
  )
}
