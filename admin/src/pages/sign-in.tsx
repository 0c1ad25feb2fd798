import { Text } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { Notice } from '../parts/notice.tsx'
import { PlainPage } from '../parts/shell/plain-page.tsx'

/** What is shown to whoever is not signed in: how to get in. A link that did not work leads here with `?error=…`. */
export function SignInPage() {
  const [params] = useSearchParams()
  return (
    <PlainPage title="Please sign in">
      {params.has('error') && (
        <Notice tone="careful" alert>
          That sign-in link does not work any more: each works once, for one day. Please ask your administrator for a
          new one.
        </Notice>
      )}
      <Text c="gray.7">
        Open the sign-in link that your administrator sent to you. It brings you here, signed in; there is no password.
      </Text>
      <Text size="sm" c="gray.6">
        If you started Lectern yourself, the link is in what the start command printed. It works once; start again for a
        new one.
      </Text>
    </PlainPage>
  )
}
