import { Modal, Stack, Text } from '@mantine/core'
import { refetchViewer } from '../../graphql/client.ts'
import { t } from '../../texts/texts.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Above the dialogs of the page, and above what they open. */
export const zIndexAbovePage = 400

/** Asks a person whose session is over to sign in again, above the page, so that entered text stays. */
export default function SignedOutDialog({ email }: { email: string | undefined }) {
  return (
    <Modal
      opened
      zIndex={zIndexAbovePage}
      title={<b>{t('signIn.signedOut')}</b>}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      onClose={() => {}}
    >
      <Stack>
        <Text c="dimmed">{t('signIn.textIsKept')}</Text>
        <SignInForm next={location.pathname + location.search} email={email} onSignedIn={refetchViewer} />
      </Stack>
    </Modal>
  )
}
