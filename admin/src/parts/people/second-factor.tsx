import { useMutation } from 'urql'
import { useHasPermissionEverywhere } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { Status } from '../status.tsx'
import { type Person, RemoveSecondFactor } from './person.ts'

/** Whether every sign-in of a person asks for a code. */
export function SecondFactorBadge({ isOn }: { isOn: boolean }) {
  return (
    <Status tone={isOn ? 'done' : 'waiting'}>{isOn ? t('people.secondFactorOn') : t('people.secondFactorOff')}</Status>
  )
}

/** Removes the second factor of a person who lost it, after a question. Renders nothing where there is none. */
export function RemoveSecondFactorButton({ person: { id, name, hasSecondFactor } }: { person: Person }) {
  const [, remove] = useMutation(RemoveSecondFactor)
  const canManage = useHasPermissionEverywhere('user.manage')
  if (!hasSecondFactor || !canManage) return null
  return (
    <ConfirmButton
      label={t('people.removeSecondFactor')}
      name={t('people.removeSecondFactorOf', { name })}
      question={t('people.removeSecondFactorQuestion', { name })}
      effect={t('people.removeSecondFactorEffect')}
      action={() => remove({ id })}
    />
  )
}
