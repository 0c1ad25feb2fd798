import { Anchor, Badge, Button, Stack } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import { useMutation } from 'urql'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './folder-list.module.css'

/** A Dropbox folder, and its package if it has one. */
export const FolderFields = graphql(`
  fragment FolderFields on DropboxFolder @_unmask {
    path
    name
    package {
      id
      slug
      title
    }
  }
`)

const CreatePackage = graphql(`
  mutation CreatePackage($dropboxPath: String!) {
    createPackage(input: { dropboxPath: $dropboxPath }) {
      id
      slug
      title
      dropboxPath
    }
  }
`)

/** Dropbox folders. Each can be opened, added as a package, or links to its package. */
export function FolderList({ folders }: { folders: readonly FragmentOf<typeof FolderFields>[] }) {
  return (
    <ul className={classes.folders}>
      {folders.map(folder => (
        <FolderRow key={readFragment(FolderFields, folder).path} folder={folder} />
      ))}
    </ul>
  )
}

function FolderRow({ folder }: { folder: FragmentOf<typeof FolderFields> }) {
  const { path, name, package: existingPackage } = readFragment(FolderFields, folder)
  const navigate = useNavigate()
  const canAdd = useHasPermission('package.create')
  const [{ fetching, error }, create] = useMutation(CreatePackage)
  const add = async () => {
    const { data } = await create({ dropboxPath: path })
    if (data?.createPackage) navigate(`/packages/${data.createPackage.slug}`)
  }
  return (
    <li>
      <Stack gap={8}>
        <div className={classes.folder}>
          <span className={classes.icon}>
            <FolderIcon />
          </span>
          {existingPackage ? (
            <>
              <span className={classes.name}>{name}</span>
              <Badge color="board">{t('dropbox.package')}</Badge>
              <Anchor
                component={Link}
                to={`/packages/${existingPackage.slug}`}
                aria-label={t('dropbox.openNamedPackage', { title: existingPackage.title })}
                className={classes.link}
              >
                {t('dropbox.openPackage')}
              </Anchor>
            </>
          ) : (
            <>
              <Anchor component={Link} to={`?path=${encodeURIComponent(path)}`} className={classes.name}>
                {name}
              </Anchor>
              {canAdd && (
                <Button
                  variant="default"
                  size="xs"
                  loading={fetching}
                  aria-label={t('dropbox.addNamedPackage', { name })}
                  onClick={add}
                >
                  {t('dropbox.addPackage')}
                </Button>
              )}
            </>
          )}
        </div>
        <ErrorNotice error={error} />
      </Stack>
    </li>
  )
}
