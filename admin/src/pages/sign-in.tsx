import { Text } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { Notice } from '../parts/notice.tsx'
import { PlainPage } from '../parts/shell/plain-page.tsx'
import { t } from '../texts/texts.ts'

/** Explains how to sign in. A sign-in link that failed redirects here with `?error=…`. */
export function SignInPage() {
  const [params] = useSearchParams()
  return (
    <PlainPage title={t('pages.signIn')}>
      {params.has('error') && (
        <Notice tone="warning" alert>
          {t('pages.linkExpired')}
        </Notice>
      )}
      <Text c="gray.7">{t('pages.openLink')}</Text>
      <Text size="sm" c="gray.6">
        {t('pages.localLink')}
      </Text>
    </PlainPage>
  )
}
