import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { useViewerId } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { FolderIcon } from '../../theme/icons.tsx'
import { useNavigation } from '../navigation/navigation.tsx'
import { currentCommands } from './commands.ts'
import { type RecentPackage, recentPackages } from './recent-packages.ts'
import { ShortcutKeys } from './shortcut-keys.tsx'
import { usePackageSearch } from './use-package-search.ts'

/** One line of the palette. `aside` is at its right. */
export type PaletteItem = { id: string; label: string; icon: ReactNode; aside?: ReactNode; run: () => void }

/** A part of the palette's list with its heading. */
export type PaletteGroup = { label: string; items: PaletteItem[] }

/** Returns what the palette lists for a text, and a sentence for when that is nothing. */
export function usePaletteGroups(query: string): { groups: PaletteGroup[]; status: string } {
  const navigate = useNavigate()
  const pages = useNavigation().flatMap(group => group.pages)
  const search = usePackageSearch(query)
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
  const packages = query
    ? { label: t('palette.packages'), items: search.packages.map(packageItem) }
    : { label: t('palette.recent'), items: recent.map(packageItem) }
  const actions = commands.map(([id, command]) => ({ id: `command:${id}`, ...command }))
  const places = pages.map(({ to, label, icon, key }) => ({
    ...{ id: `page:${to}`, label, icon, aside: <ShortcutKeys keys={['g', key]} /> },
    run: () => void navigate(to),
  }))
  return {
    groups: [
      packages,
      { label: t('palette.actions'), items: actions.filter(matches) },
      { label: t('palette.pages'), items: places.filter(matches) },
    ],
    status: search.isSearching
      ? t('palette.searching')
      : search.hasFailed
        ? t('palette.unreachable')
        : t('palette.empty', { query }),
  }
}
