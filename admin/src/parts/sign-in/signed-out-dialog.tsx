import { Modal, Stack, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Asks a person whose session is over to sign in again, above the page, so that entered text stays. */
export default function SignedOutDialog({ email, onSignedIn }: { email: string | undefined; onSignedIn: () => void }) {
  return (
    <Modal
      opened
      centered
      title={t('signIn.signedOut')}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      onClose={() => {}}
    >
      <Stack>
        <Text c="dimmed">{t('signIn.textIsKept')}</Text>
        <SignInForm next={location.pathname + location.search} email={email} onSignedIn={onSignedIn} />
      </Stack>
    </Modal>
  )
}
