import { useMutation } from 'urql'
import { t } from '../../texts/texts.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { RevokeApiToken, type Token } from './token.ts'

/** Revokes a token after a question. Renders nothing for one that is revoked. */
export function RevokeTokenButton({ token: { id, name, revokedAt } }: { token: Token }) {
  const [, revoke] = useMutation(RevokeApiToken)
  if (revokedAt) return null
  return (
    <ConfirmButton
      label={t('tokens.revoke')}
      name={t('tokens.revokeNamed', { name })}
      question={t('tokens.revokeQuestion', { name })}
      effect={t('tokens.revokeEffect')}
      action={() => revoke({ id })}
    />
  )
}
