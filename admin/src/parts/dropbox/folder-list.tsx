import { Anchor, Badge, Button, Stack } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import { useMutation } from 'urql'
import { type FragmentOf, graphql, readFragment } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import classes from './folder-list.module.css'

/** A folder in Dropbox, and the package that it is already, if it is one. */
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

/** Folders of Dropbox: each can be opened, made a package of with one click, or leads to the package that it is. */
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
              <Badge color="board">Package</Badge>
              <Anchor
                component={Link}
                to={`/packages/${existingPackage.slug}`}
                aria-label={`Go to package ${existingPackage.title}`}
                className={classes.go}
              >
                Go to package
              </Anchor>
            </>
          ) : (
            <>
              <Anchor component={Link} to={`?path=${encodeURIComponent(path)}`} className={classes.name}>
                {name}
              </Anchor>
              {canAdd && (
                <Button variant="default" size="xs" loading={fetching} aria-label={`Add package ${name}`} onClick={add}>
                  Add package
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
