import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { QrCode } from '../qr-code.tsx'
import { ServerButton } from '../server-button.tsx'
import { CodeField } from '../sign-in/code-field.tsx'
import { usePost } from '../sign-in/use-post.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

/** What the server makes for a new second factor. It is on after the first code was entered. */
export type Setup = { totpURI: string; recoveryCodes: string[] }

type SetUpSecondFactorProps = { setup: Setup; onTurnedOn: () => void; onCancel: () => void }

/** Shows the key of a new second factor and its recovery codes once, and turns it on by the first code. */
export function SetUpSecondFactor({ setup, onTurnedOn, onCancel }: SetUpSecondFactorProps) {
  const [code, setCode] = useState('')
  const { send, isSending, error, clearError } = usePost()
  const turnOn = async (event: FormEvent) => {
    event.preventDefault()
    if (await send('/two-factor/verify-totp', { code })) onTurnedOn()
  }
  return (
    <form onSubmit={turnOn}>
      <Stack gap="md" maw={420}>
        <Text>{t('security.scan')}</Text>
        <QrCode text={setup.totpURI} label={t('security.qrCode')} />
        <Text>
          {t('security.key')}{' '}
          <Code style={{ overflowWrap: 'anywhere' }}>{new URL(setup.totpURI).searchParams.get('secret')}</Code>
        </Text>
        <RecoveryCodes codes={setup.recoveryCodes} />
        <CodeField
          label={t('security.code')}
          description={t('security.enterFirstCode')}
          error={error?.message}
          value={code}
          onCode={code => {
            clearError()
            setCode(code)
          }}
        />
        <Group>
          <ServerButton type="submit" loading={isSending} disabled={!code.trim()}>
            {t('security.turnOn')}
          </ServerButton>
          <Button variant="default" onClick={onCancel}>
            {t('security.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
