import '@mantine/spotlight/styles.layer.css'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../texts/texts.ts'
import { FolderIcon, SearchIcon } from '../../theme/icons.tsx'
import { useNavigation } from '../shell/navigation.tsx'
import { currentCommands } from './commands.ts'
import classes from './palette.module.css'
import { recentPackages } from './recent-packages.ts'
import { ShortcutKeys } from './shortcut-keys.tsx'
import { usePackageSearch } from './use-package-search.ts'

/** The command palette: packages, the actions of the open page, and the pages, found by what is typed. */
export default function Palette({ close }: { close: () => void }) {
  const [query, setQuery] = useState('')
  const navigate = useNavigate()
  const pages = useNavigation().flatMap(group => group.pages)
  const search = usePackageSearch(query)
  const [commands] = useState(currentCommands)
  const [recent] = useState(recentPackages)
  useEffect(() => {
    spotlight.open()
    return spotlight.close
  }, [])

  const matches = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase())
  const shownCommands = commands.filter(([, { label }]) => matches(label))
  const shownPages = pages.filter(({ label }) => matches(label))
  const shownPackages = query.trim() ? search.packages : recent
  const isEmpty = shownCommands.length + shownPages.length + shownPackages.length === 0
  return (
    <Spotlight.Root
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      scrollable
      maxHeight={420}
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      transitionProps={{ duration: 140 }}
      classNames={{ search: classes.search, actionsGroup: classes.group }}
      aria-label={t('palette.open')}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<SearchIcon />}
      />
      <Spotlight.ActionsList aria-label={t('palette.open')}>
        {shownPackages.length > 0 && (
          <Spotlight.ActionsGroup label={query.trim() ? t('palette.packages') : t('palette.recent')}>
            {shownPackages.map(({ slug, title }) => (
              <Spotlight.Action
                key={slug}
                label={title}
                leftSection={<FolderIcon />}
                onClick={() => navigate(`/packages/${slug}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shownCommands.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {shownCommands.map(([id, { label, icon, run }]) => (
              <Spotlight.Action key={id} label={label} leftSection={icon} onClick={run} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shownPages.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pages')}>
            {shownPages.map(({ to, label, icon, key }) => (
              <Spotlight.Action
                key={to}
                label={label}
                leftSection={icon}
                rightSection={<ShortcutKeys keys={['g', key]} />}
                onClick={() => navigate(to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && (
          <Spotlight.Empty>
            {search.isSearching
              ? t('palette.searching')
              : search.hasFailed
                ? t('palette.unreachable')
                : t('palette.empty', { query: query.trim() })}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
