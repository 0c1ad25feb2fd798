import { NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../texts/texts.ts'
import { FormDialog } from '../form-dialog.tsx'

/** Asks where to publish the drafts of several packages. Chooses nothing by itself. */
export default function PublishManyDialog({ count, environments, publish, close }: Props) {
  const [slug, setSlug] = useState('')
  const name = environments.find(environment => environment.slug === slug)?.name
  const submit = () => {
    publish(slug)
    close()
  }
  return (
    <FormDialog
      title={t('packageList.publishTitle', { count })}
      submitLabel={name ? t('packageList.publishTo', { environment: name }) : t('packageList.publishAnywhere')}
      isDisabled={!name}
      submit={submit}
      close={close}
    >
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
    </FormDialog>
  )
}

type Props = {
  count: number
  environments: readonly { slug: string; name: string }[]
  publish: (environment: string) => void
  close: () => void
}
