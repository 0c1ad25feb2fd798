import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { contentsLabel } from './choice-labels.ts'
import classes from './current-folder.module.css'
import { ChoiceFields } from './folder.ts'

const CurrentFolderQuery = graphql(
  `
    query CurrentFolder($path: String!) {
      dropboxFolder(path: $path) {
        path
        ...ChoiceFields
      }
    }
  `,
  [ChoiceFields],
)

/** The folder that is open: what it holds, and that it can be chosen, or why not. */
export function CurrentFolder({ path, onChoose }: { path: string; onChoose: () => void }) {
  const canAdd = useHasPermission('package.create')
  const [{ data, fetching }] = useQuery({
    query: CurrentFolderQuery,
    variables: { path },
    requestPolicy: 'network-only',
  })
  const folder = data?.dropboxFolder?.path.toLowerCase() === path.toLowerCase() ? data.dropboxFolder : null
  if (!folder)
    return (
      <div className={classes.folder}>
        <FolderText name={path.slice(path.lastIndexOf('/') + 1)} text={fetching ? t('dropbox.counting') : null} />
      </div>
    )
  const { name, package: existingPackage, problem, contents } = folder
  return (
    <div className={classes.folder}>
      <FolderText name={name} text={problem?.message ?? contentsLabel(contents)} />
      <Group gap="sm" className={classes.actions}>
        {existingPackage && (
          <Anchor component={Link} to={`/packages/${existingPackage.slug}`} size="sm" fw={600}>
            {t('dropbox.openPackage')}
          </Anchor>
        )}
        {canAdd && !problem && (
          <Button size="xs" aria-label={t('dropbox.chooseNamed', { name })} onClick={onChoose}>
            {t('dropbox.chooseThis')}
          </Button>
        )}
      </Group>
    </div>
  )
}

function FolderText({ name, text }: { name: string; text: string | null }) {
  return (
    <Stack gap={2} miw={0}>
      <Text fw={600} className={classes.name}>
        {name}
      </Text>
      <Text size="sm" c="dimmed" className={classes.name}>
        {text}
      </Text>
    </Stack>
  )
}
