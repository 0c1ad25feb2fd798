import { Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CombinedError } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { nameOf } from './folder.ts'
import { FolderFacts } from './folder-facts.tsx'
import classes from './new-package-fields.module.css'
import type { Edits } from './new-packages.ts'
import { SlugField } from './slug-field.tsx'
import type { Details } from './use-folder-details.ts'

/** A chosen folder: what it holds, and the fields of its package. `slug`: undefined while the suggestion is not known yet. */
export function NewPackageFields({ path, details, slug, isTwice, edits, error, edit, remove, reload }: Props) {
  const [isDescribed, setIsDescribed] = useState(edits.description !== undefined)
  const description = useRef<HTMLTextAreaElement>(null)
  const describe = () => {
    flushSync(() => setIsDescribed(true))
    description.current?.focus()
  }
  const titleError = fieldErrorMessage(error, 'input.title')
  const slugError = fieldErrorMessage(error, 'input.slug')
  const descriptionError = fieldErrorMessage(error, 'input.description')
  return (
    <fieldset aria-label={path} className={classes.folder}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div className={classes.name}>
          <Title order={3}>{nameOf(path)}</Title>
          <Text size="sm" c="dimmed">
            {path}
          </Text>
        </div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={t('addPackage.removeNamed', { path })}
          onClick={remove}
        >
          {t('addPackage.remove')}
        </Button>
      </Group>
      <FolderFacts path={path} details={details} reload={reload} />
      <Stack gap="md" mt="md">
        <TextInput
          label={t('addPackage.packageTitle')}
          aria-label={t('addPackage.titleOf', { path })}
          maxLength={300}
          value={edits.title ?? nameOf(path)}
          error={titleError}
          onChange={event => edit({ title: event.currentTarget.value })}
        />
        <SlugField
          path={path}
          slug={slug}
          isTwice={isTwice}
          isChecked={edits.slug !== undefined}
          refusal={slugError}
          change={text => edit({ slug: text })}
        />
        {isDescribed ? (
          <Textarea
            ref={description}
            label={t('addPackage.description')}
            aria-label={t('addPackage.descriptionOf', { path })}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={5_000}
            value={edits.description ?? ''}
            error={descriptionError}
            onChange={event => edit({ description: event.currentTarget.value })}
          />
        ) : (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              ml={-8}
              aria-label={t('addPackage.addDescriptionOf', { path })}
              onClick={describe}
            >
              {t('addPackage.addDescription')}
            </Button>
          </div>
        )}
        {!titleError && !slugError && !descriptionError && <ErrorNotice error={error} />}
      </Stack>
    </fieldset>
  )
}

type Props = {
  path: string
  details: Details | undefined
  slug: string | undefined
  isTwice: boolean
  edits: Edits
  error: CombinedError | undefined
  edit: (changes: Edits) => void
  remove: () => void
  reload: () => void
}
