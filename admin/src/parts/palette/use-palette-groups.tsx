import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useViewerId } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FileIcon, FolderIcon } from '../../theme/icons.tsx'
import { currentCommands } from './commands.ts'
import type { PaletteGroup, PaletteItem } from './palette-item.ts'
import { type RecentPackage, recentPackages } from './recent-packages.ts'
import { useFileSearch } from './use-file-search.ts'
import { useGeneralActions } from './use-general-actions.tsx'
import { usePackageSearch } from './use-package-search.ts'
import { useEnvironmentPlaces, usePages } from './use-places.tsx'

/** Returns what the palette lists for a text, and a sentence for when that is nothing. */
export function usePaletteGroups(query: string): { groups: PaletteGroup[]; status: string } {
  const navigate = useNavigate()
  const pages = usePages()
  const environments = useEnvironmentPlaces(query)
  const general = useGeneralActions()
  const search = usePackageSearch(query)
  const { slug, files, isSearching } = useFileSearch(query)
  const [commands] = useState(currentCommands)
  const viewerId = useViewerId()
  const [recent] = useState(() => recentPackages(viewerId))
  const matches = ({ label }: { label: string }) => label.toLowerCase().includes(query.toLowerCase())
  const packageItem = ({ slug, title }: RecentPackage): PaletteItem => ({
    id: `package:${slug}`,
    label: title,
    icon: <FolderIcon />,
    run: () => navigate(`/packages/${slug}`),
  })
  const fileItem = (path: string): PaletteItem => ({
    id: `file:${path}`,
    label: path,
    icon: <FileIcon />,
    run: () => navigate(`/packages/${slug}?${new URLSearchParams({ show: 'files', file: path })}`),
  })
  // Those opened last are known without the server.
  const recentItems = recent.map(packageItem).filter(matches)
  const found = search.packages.map(packageItem).filter(({ id }) => recentItems.every(item => item.id !== id))
  const actions = commands.map(([id, command]) => ({ id: `command:${id}`, ...command }))
  return {
    groups: [
      query
        ? { label: t('palette.packages'), items: [...recentItems, ...found] }
        : { label: t('palette.recent'), items: recentItems },
      { label: t('palette.actions'), items: actions.filter(matches) },
      { label: t('palette.files'), items: files.map(fileItem) },
      { label: t('palette.pages'), items: pages.filter(matches) },
      { label: t('palette.environments'), items: environments },
      { label: t('palette.general'), items: general.filter(matches) },
    ],
    status:
      search.isSearching || isSearching
        ? t('palette.searching')
        : search.hasFailed
          ? t('palette.unreachable')
          : t('palette.empty', { query }),
  }
}
