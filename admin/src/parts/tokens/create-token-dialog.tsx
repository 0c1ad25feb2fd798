import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { useRoleChoice } from '../access/role-choice.ts'
import { RoleFields } from '../access/role-fields.tsx'
import { CopyField } from '../copy-field.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { type Expiry, expiries, expiryTime } from './expiry.ts'
import { CreateApiToken } from './token.ts'

/** Creates an API token, and shows its secret once. */
export default function CreateTokenDialog({ close }: { close: () => void }) {
  const [{ fetching, data, error }, create] = useUncachedMutation(CreateApiToken)
  const [name, setName] = useState('')
  const [expiry, setExpiry] = useState<Expiry>('days90')
  const [date, setDate] = useState('')
  const [isDateMissing, setIsDateMissing] = useState(false)
  const role = useRoleChoice('AUTHOR')
  const created = data?.createApiToken
  const nameError = fieldErrorMessage(error, 'input.name')
  const dateError = isDateMissing ? t('tokens.chooseDate') : fieldErrorMessage(error, 'input.expiresAt')
  const submit = () => {
    const input = role.validate()
    const expiresAt = expiryTime(expiry, date, new Date())
    setIsDateMissing(expiresAt === undefined)
    if (input && expiresAt !== undefined) create({ input: { ...input, name: name.trim(), expiresAt } })
  }
  if (created)
    return (
      <Modal
        opened
        onClose={close}
        title={<b>{t('tokens.createdTitle', { name: created.token.name })}</b>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="lg">
          <Text>{t('tokens.secretHelp')}</Text>
          <CopyField label={t('tokens.secret')} value={created.secret} />
          <Text size="sm" c="dimmed">
            {t('tokens.use', { start: created.secret.slice(0, 8) })}
          </Text>
          <Group justify="flex-end">
            <Button onClick={close}>{t('tokens.done')}</Button>
          </Group>
        </Stack>
      </Modal>
    )
  return (
    <FormDialog
      title={t('tokens.createTitle')}
      submitLabel={t('tokens.create')}
      isSaving={fetching}
      error={nameError || dateError ? undefined : error}
      submit={submit}
      close={close}
    >
      <TextInput
        label={t('tokens.name')}
        description={t('tokens.nameHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data-autofocus
        required
        autoComplete="off"
        maxLength={200}
        value={name}
        error={nameError}
        onChange={event => setName(event.currentTarget.value)}
      />
      <RoleFields state={role} />
      <NativeSelect
        label={t('tokens.expiry')}
        value={expiry}
        onChange={event => setExpiry(event.currentTarget.value as Expiry)}
        data={expiries.map(expiry => ({ value: expiry, label: t('tokens.expiryOf', { expiry }) }))}
      />
      {expiry === 'date' && (
        <TextInput
          type="date"
          label={t('tokens.expiryDate')}
          value={date}
          error={dateError}
          onChange={event => setDate(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}
