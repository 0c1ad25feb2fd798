import { Anchor, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './add-dialog.module.css'
import { contentsLabel, suggestedPath } from './choice-labels.ts'
import { ChoiceFields, type FolderChoice } from './folder.ts'

const ChoicesQuery = graphql(
  `
    query FolderChoices($path: String!) {
      dropboxFolder(path: $path) {
        path
        ...ChoiceFields
        parents {
          path
          ...ChoiceFields
        }
      }
    }
  `,
  [ChoiceFields],
)

const CreatePackage = graphql(`
  mutation CreatePackage($dropboxPath: String!, $title: String) {
    createPackage(input: { dropboxPath: $dropboxPath, title: $title }) {
      id
      slug
      title
      dropboxPath
    }
  }
`)

/** Asks which folder becomes a package, the one at `path` or one around it, shows what each holds, and adds it. */
export default function AddDialog({ path, close }: { path: string; close: () => void }) {
  const [{ data, error, fetching }, reexecuteQuery] = useQuery({
    query: ChoicesQuery,
    variables: { path },
    requestPolicy: 'network-only',
  })
  const folder = fetching ? null : data?.dropboxFolder
  return (
    <Modal
      opened
      size="lg"
      onClose={close}
      title={<b>{t('dropbox.addPackageTitle')}</b>}
      closeButtonProps={{ 'aria-label': t('dropbox.close') }}
    >
      <ErrorNotice error={error} retry={() => reexecuteQuery({ requestPolicy: 'network-only' })} />
      {fetching && <LoadingSkeleton />}
      {!fetching && data && !folder && <Notice tone="warning">{t('dropbox.folderGone', { path })}</Notice>}
      {folder && <AddForm choices={[...(folder.parents ?? []), folder]} path={path} close={close} />}
    </Modal>
  )
}

/** `choices` are the folders from the outermost to the chosen one. */
function AddForm({ choices, path, close }: { choices: readonly FolderChoice[]; path: string; close: () => void }) {
  const navigate = useNavigate()
  const [chosenPath, setChosenPath] = useState(() => suggestedPath(choices, path))
  const [title, setTitle] = useState<string | null>(null)
  const [{ fetching, error }, create] = useMutation(CreatePackage)
  const chosen = choices.find(choice => choice.path === chosenPath)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { data } = await create({ dropboxPath: chosenPath, title: title?.trim() || null })
    if (data?.createPackage) navigate(`/packages/${data.createPackage.slug}`)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Radio.Group
          label={t('dropbox.whichFolder')}
          description={t('dropbox.whichFolderHelp')}
          value={chosenPath}
          onChange={setChosenPath}
        >
          <Stack gap={8} mt={8}>
            {choices.map(choice => (
              <Choice key={choice.path} choice={choice} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('dropbox.packageTitle')}
          value={title ?? chosen?.name ?? ''}
          maxLength={200}
          onChange={event => setTitle(event.currentTarget.value)}
        />
        {chosen?.archivedPackage && <ArchivedPackage pkg={chosen.archivedPackage} />}
        <ErrorNotice error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t('dropbox.cancel')}
          </Button>
          <Button type="submit" loading={fetching} disabled={!chosen || chosen.problem !== null}>
            {t('dropbox.addPackage')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Choice({ choice }: { choice: FolderChoice }) {
  const { path, problem, contents } = choice
  return (
    <Radio
      className={classes.choice}
      value={path}
      disabled={problem !== null}
      label={t('dropbox.folder', { path })}
      description={problem?.message ?? contentsLabel(contents)}
    />
  )
}

/** Says that a new package takes the folder of an archived one, which could be restored instead. */
function ArchivedPackage({ pkg: { slug, title } }: { pkg: { slug: string; title: string } }) {
  return (
    <Notice tone="warning">
      <Text size="sm" inherit>
        {t('dropbox.archivedPackage', { title })}{' '}
        <Anchor component={Link} to={`/packages/${slug}`} inherit fw={600}>
          {t('dropbox.openNamedPackage', { title })}
        </Anchor>
      </Text>
    </Notice>
  )
}
