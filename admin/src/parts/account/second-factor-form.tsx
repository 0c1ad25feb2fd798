import { Button, Code, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { renderSVG } from 'uqr'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { usePost } from '../sign-in/use-post.ts'
import classes from './second-factor-form.module.css'

type SecondFactorFormProps = { isOn: boolean; hasPassword: boolean; onChanged: () => void }
type Setup = { totpURI: string; recoveryCodes: string[] }

/**
 * Sets up and removes the second factor of the signed-in person. People with a password confirm each step by it; others
 * need a recent sign-in.
 */
export function SecondFactorForm({ isOn, hasPassword, onChanged }: SecondFactorFormProps) {
  const [password, setPassword] = useState('')
  const [setup, setSetup] = useState<Setup | null>(null)
  const [newCodes, setNewCodes] = useState<string[] | null>(null)
  const [code, setCode] = useState('')
  const { send, isSending, error } = usePost()

  /** Sends a step. A right password also makes the sign-in recent. */
  async function sendConfirmed<Answer>(path: string): Promise<Answer | null> {
    if (hasPassword && !(await send('/account/reauthenticate', { password }))) return null
    return send<Answer>(path, hasPassword ? { password } : {})
  }
  const turnOn = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await send('/two-factor/verify-totp', { code }))) return
    setSetup(null)
    setCode('')
    onChanged()
  }
  const turnOff = async () => {
    if (await sendConfirmed('/two-factor/disable')) onChanged()
  }
  const replaceCodes = async () => {
    const answer = await sendConfirmed<Setup>('/two-factor/generate-backup-codes')
    if (answer) setNewCodes(answer.recoveryCodes)
  }
  const isConfirmed = !hasPassword || password !== ''
  return (
    <Stack gap="md" maw={420}>
      {error && (
        <Notice tone="error" alert>
          {error.message}
        </Notice>
      )}
      {setup ? (
        <form onSubmit={turnOn}>
          <Stack gap="md">
            <Text>{t('security.scan')}</Text>
            <img
              className={classes.qrCode}
              alt={t('security.qrCode')}
              src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(setup.totpURI, { border: 4 }))}`}
            />
            <Text>
              {t('security.key')} <Code>{new URL(setup.totpURI).searchParams.get('secret')}</Code>
            </Text>
            <RecoveryCodes codes={setup.recoveryCodes} />
            <Text>{t('security.enterFirstCode')}</Text>
            <TextInput
              label={t('security.code')}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={20}
              value={code}
              onChange={event => setCode(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" loading={isSending} disabled={!code.trim()}>
                {t('security.turnOn')}
              </Button>
              <Button variant="default" onClick={() => setSetup(null)}>
                {t('security.cancel')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <>
          <Text c="dimmed">{t(isOn ? 'security.secondFactorOn' : 'security.secondFactorOff')}</Text>
          {newCodes && <RecoveryCodes codes={newCodes} />}
          {hasPassword && (
            <PasswordInput
              label={t('security.currentPassword')}
              autoComplete="current-password"
              maxLength={128}
              value={password}
              onChange={event => setPassword(event.currentTarget.value)}
            />
          )}
          <Group>
            {isOn ? (
              <>
                <Button variant="default" disabled={!isConfirmed || isSending} onClick={replaceCodes}>
                  {t('security.newCodes')}
                </Button>
                <Button variant="default" disabled={!isConfirmed || isSending} onClick={turnOff}>
                  {t('security.turnOff')}
                </Button>
              </>
            ) : (
              <Button
                disabled={!isConfirmed}
                loading={isSending}
                onClick={async () => setSetup(await sendConfirmed<Setup>('/two-factor/enable'))}
              >
                {t('security.setUp')}
              </Button>
            )}
          </Group>
        </>
      )}
    </Stack>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <>
      <Text>{t('security.saveCodes')}</Text>
      <SimpleGrid cols={2} spacing="sm">
        {codes.map(code => (
          <Code key={code}>{code}</Code>
        ))}
      </SimpleGrid>
    </>
  )
}
