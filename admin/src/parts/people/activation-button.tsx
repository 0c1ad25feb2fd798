import { Stack } from '@mantine/core'
import { useMutation } from 'urql'
import { useHasPermissionEverywhere, useViewerId } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { DeactivateUser, type Person, ReactivateUser } from './person.ts'

/** Deactivates a person after a question, or reactivates them. */
export function ActivationButton({ person }: { person: Person }) {
  const { id, name, active } = person
  const [, deactivate] = useMutation(DeactivateUser)
  const [{ fetching, error }, reactivate] = useMutation(ReactivateUser)
  const isSelf = useViewerId() === id
  if (!useHasPermissionEverywhere('user.manage')) return null
  if (active)
    return (
      <ConfirmButton
        size="sm"
        label={t('people.deactivate')}
        question={t('people.deactivateQuestion', { name })}
        effect={
          <Stack gap="sm">
            {isSelf && <b>{t('people.deactivateYourself')}</b>}
            {t('people.deactivateEffect')}
          </Stack>
        }
        action={() => deactivate({ id })}
      />
    )
  return (
    <Stack gap="sm">
      <ServerButton loading={fetching} onClick={() => reactivate({ id })}>
        {t('people.reactivate')}
      </ServerButton>
      <ErrorNotice error={error} />
    </Stack>
  )
}
