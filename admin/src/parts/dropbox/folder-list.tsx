import { Anchor, Badge, Button } from '@mantine/core'
import { Link } from 'react-router'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import type { Folder } from './folder.ts'
import classes from './folder-list.module.css'

/** Dropbox folders. Each can be opened. One that can become a package can be chosen; another one says why it cannot. */
export function FolderList({ folders, onChoose }: { folders: readonly Folder[]; onChoose: (path: string) => void }) {
  return (
    <ul className={classes.folders}>
      {folders.map(folder => (
        <FolderRow key={folder.path} folder={folder} onChoose={() => onChoose(folder.path)} />
      ))}
    </ul>
  )
}

function FolderRow({ folder, onChoose }: { folder: Folder; onChoose: () => void }) {
  const { path, name, package: existingPackage, problem } = folder
  const canAdd = useHasPermission('package.create')
  return (
    <li>
      <div className={classes.folder}>
        <span className={classes.icon}>
          <FolderIcon />
        </span>
        <Anchor component={Link} to={`?path=${encodeURIComponent(path)}`} className={classes.name}>
          {name}
        </Anchor>
        {existingPackage && (
          <>
            <Badge color="gray">{t('dropbox.package')}</Badge>
            <Anchor
              component={Link}
              to={`/packages/${existingPackage.slug}`}
              aria-label={t('dropbox.openNamedPackage', { title: existingPackage.title })}
              className={classes.link}
            >
              {t('dropbox.openPackage')}
            </Anchor>
          </>
        )}
        {canAdd && !problem && (
          <Button variant="default" size="xs" aria-label={t('dropbox.chooseNamed', { name })} onClick={onChoose}>
            {t('dropbox.choose')}
          </Button>
        )}
      </div>
      {problem && !existingPackage && <div className={classes.problem}>{problem.message}</div>}
    </li>
  )
}
