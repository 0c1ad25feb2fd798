import { Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../../texts/texts.ts'
import { Status } from '../../status.tsx'
import { findAllowing } from './frame-source.ts'

/** Answers whether a page may show the lessons in a frame, and by which source. */
export function TryPage({ sources }: { sources: readonly string[] }) {
  const [address, setAddress] = useState('')
  const source = findAllowing(sources, address.trim())
  return (
    <section aria-label={t('environments.tryPage')}>
      <Title order={2} mb="md">
        {t('environments.tryPage')}
      </Title>
      <Stack gap="sm">
        <TextInput
          label={t('environments.pageAddress')}
          maw={480}
          type="url"
          autoComplete="off"
          placeholder={t('environments.pagePlaceholder')}
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
        />
        <div role="status">
          {address.trim() &&
            (source ? (
              <Status tone="done">{t('environments.mayEmbed', { source })}</Status>
            ) : (
              <Status tone="failed">{t('environments.mayNotEmbed')}</Status>
            ))}
        </div>
      </Stack>
    </section>
  )
}
