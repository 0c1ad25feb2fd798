import { Text } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { Notice } from '../parts/notice.tsx'
import { PlainPage } from '../parts/shell/plain-page.tsx'
import { CodeForm } from '../parts/sign-in/code-form.tsx'
import { pageIn } from '../parts/sign-in/page-in.ts'
import { SignInForm } from '../parts/sign-in/sign-in-form.tsx'
import { t } from '../texts/texts.ts'

/**
 * Signs in, then opens the page whose address this is. A sign-in link that needs the second factor leads here with
 * `?step=code&next=…`, and a sign-in that failed with `?error=…`.
 */
export default function SignInPage() {
  const [params, setParams] = useSearchParams()
  const next = pageIn(params.get('next')) ?? pageIn(location.pathname + location.search) ?? '/'
  // Loads everything again, so that nothing of an earlier session stays in memory.
  const openNext = () => location.assign(next)
  return (
    <PlainPage title={t('pages.signIn')}>
      {params.has('error') && (
        <Notice tone="warning" alert>
          {t('signIn.failed')}
        </Notice>
      )}
      {params.get('step') === 'code' ? (
        <CodeForm onSignedIn={openNext} onRestart={() => setParams({ next })} />
      ) : (
        <SignInForm next={next} onSignedIn={openNext} />
      )}
      <Text size="sm" c="dimmed">
        {t('signIn.invitedOnly')}
      </Text>
    </PlainPage>
  )
}
