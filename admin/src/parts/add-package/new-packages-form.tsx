import { Checkbox, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { DEFAULT_AUTO_SYNC_MINUTES } from '../settings/auto-sync.ts'
import { keyOf } from './folder.ts'
import { NewPackageFields } from './new-package-fields.tsx'
import { type Edits, type EditsByKey, slugsOf } from './new-packages.ts'
import type { NewPackage, useAddPackages } from './use-add-packages.ts'
import type { Details } from './use-folder-details.ts'

/** The packages of the chosen folders, with the fields of each, and one button that adds them all. */
export default function NewPackagesForm({ id, paths, folder, adding, submit, remove }: Props) {
  const { errors, isAdding } = adding
  const [edits, setEdits] = useState<EditsByKey>({})
  const [isSynchronized, setIsSynchronized] = useState(true)
  const [isAutoSynced, setIsAutoSynced] = useState(false)
  const slugs = slugsOf(
    paths.map(path => ({ path, suggestedSlug: suggestionOf(folder.detailsOf(path)) })),
    edits,
  )
  const failed = paths.filter(path => errors.has(keyOf(path)))
  const edit = (path: string, changes: Edits) => {
    adding.forget(path)
    setEdits(old => ({ ...old, [keyOf(path)]: { ...old[keyOf(path)], ...changes } }))
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit(
      paths.map((path, index) => {
        const { title, description } = edits[keyOf(path)] ?? {}
        return {
          dropboxPath: path,
          title: title?.trim() || null,
          slug: slugs[index]?.trim() || null,
          description: description?.trim() || null,
          synchronize: isSynchronized,
          autoSyncMinutes: isAutoSynced ? DEFAULT_AUTO_SYNC_MINUTES : null,
        }
      }),
    )
  }
  return (
    <Card id={id} title={t('addPackage.newPackages', { count: paths.length })}>
      <form onSubmit={onSubmit}>
        <Stack gap="lg">
          {failed.length > 0 && paths.length > 1 && (
            <Notice tone="error" alert>
              {t('addPackage.failed', { failed: failed.length })}
            </Notice>
          )}
          {paths.map((path, index) => (
            <NewPackageFields
              key={keyOf(path)}
              path={path}
              details={folder.detailsOf(path)}
              slug={slugs[index]}
              isTwice={Boolean(slugs[index]) && slugs.indexOf(slugs[index]) < index}
              edits={edits[keyOf(path)] ?? {}}
              error={errors.get(keyOf(path))}
              edit={changes => edit(path, changes)}
              remove={() => remove(path)}
              reload={() => folder.reload(path)}
            />
          ))}
          <Checkbox
            label={t('addPackage.synchronize')}
            description={t('addPackage.synchronizeHelp')}
            checked={isSynchronized}
            onChange={event => setIsSynchronized(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('addPackage.autoSync')}
            description={t('addPackage.autoSyncHelp', { minutes: DEFAULT_AUTO_SYNC_MINUTES })}
            checked={isAutoSynced}
            onChange={event => setIsAutoSynced(event.currentTarget.checked)}
          />
          <ServerButton type="submit" loading={isAdding} style={{ alignSelf: 'flex-start' }}>
            {t('addPackage.add', { count: paths.length })}
          </ServerButton>
        </Stack>
      </form>
    </Card>
  )
}

/** The suggested slug of a folder. Undefined while it is not known yet. */
const suggestionOf = (details: Details | undefined) => (typeof details === 'object' ? details.suggestedSlug : undefined)

type Props = {
  id: string
  paths: readonly string[]
  folder: { detailsOf: (path: string) => Details | undefined; reload: (path: string) => void }
  adding: ReturnType<typeof useAddPackages>
  submit: (packages: readonly NewPackage[]) => Promise<unknown>
  remove: (path: string) => void
}
