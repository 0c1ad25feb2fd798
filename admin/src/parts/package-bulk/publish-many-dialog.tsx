import { Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { FormActions } from '../form-actions.tsx'

/** Asks where to publish the drafts of several packages. Chooses nothing by itself. */
export default function PublishManyDialog({ count, environments, publish, close }: Props) {
  const [slug, setSlug] = useState('')
  const name = environments.find(environment => environment.slug === slug)?.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish(slug)
    close()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<b>{t('packageList.publishTitle', { count })}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <NativeSelect
            data-autofocus
            label={t('access.environmentField')}
            value={slug}
            onChange={event => setSlug(event.currentTarget.value)}
            data={[{ value: '', label: '' }, ...environments.map(one => ({ value: one.slug, label: one.name }))]}
          />
          <Text size="sm" c="dimmed">
            {t('packageList.publishHelp')}
          </Text>
          <FormActions
            submitLabel={name ? t('packageList.publishTo', { environment: name }) : t('packageList.publishAnywhere')}
            isSaving={false}
            isDisabled={!name}
            close={close}
          />
        </Stack>
      </form>
    </Modal>
  )
}

type Props = {
  count: number
  environments: readonly { slug: string; name: string }[]
  publish: (environment: string) => void
  close: () => void
}
