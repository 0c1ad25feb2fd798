import { useNavigate } from 'react-router'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { t } from '../../texts/texts.ts'
import { EnvironmentIcon, PersonIcon, PlusIcon } from '../../theme/icons.tsx'
import { useNavigation } from '../navigation/navigation.tsx'
import type { PaletteItem } from './palette-item.ts'
import { ShortcutKeys } from './shortcut-keys.tsx'

const PaletteEnvironments = graphql(`
  query PaletteEnvironments {
    environments {
      id
      slug
      name
    }
  }
`)

/** The pages that the person may see, among them the one that adds a package. */
export function usePages(): PaletteItem[] {
  const navigate = useNavigate()
  const canAdd = useHasPermission('package.create')
  const pages = useNavigation()
    .flatMap(group => group.pages)
    .map(({ to, label, icon, key }) => ({
      ...{ id: `page:${to}`, label, icon, aside: <ShortcutKeys keys={['g', key]} /> },
      run: () => void navigate(to),
    }))
  const goTo = (to: string, label: string, icon: PaletteItem['icon']) => ({
    ...{ id: `page:${to}`, label, icon },
    run: () => void navigate(to),
  })
  return [
    ...pages,
    ...(canAdd ? [goTo('/add-package', t('dropbox.addPackageTitle'), <PlusIcon />)] : []),
    goTo('/account', t('account.title'), <PersonIcon />),
  ]
}

/** The environments whose names match a text, and those of their tabs that it names too. */
export function useEnvironmentPlaces(query: string): PaletteItem[] {
  const navigate = useNavigate()
  const canRead = useHasPermission('package.read')
  const [{ data }] = useQuery({ query: PaletteEnvironments, pause: !canRead })
  const environments = data?.environments ?? []
  const item = (slug: string, label: string, tab?: string): PaletteItem => ({
    ...{ id: `environment:${slug}:${tab ?? ''}`, label, icon: <EnvironmentIcon /> },
    run: () => void navigate(`/environments/${slug}${tab ? `?show=${tab}` : ''}`),
  })
  const words = query.toLowerCase().split(/\s+/)
  const isIn = (label: string, word: string) => label.toLowerCase().includes(word)
  const named = environments.filter(({ name }) => isIn(name, query.toLowerCase()))
  const tabsOf = ({ slug, name }: (typeof environments)[number]) =>
    tabs()
      .filter(
        ({ label }) => words.some(word => isIn(label, word)) && words.every(word => isIn(`${name} ${label}`, word)),
      )
      .map(({ tab, label }) => item(slug, t('palette.tabOf', { name, tab: label }), tab))
  return [...named.map(({ slug, name }) => item(slug, name)), ...(query ? environments.flatMap(tabsOf) : [])]
}

const tabs = () => [
  { tab: 'schedule', label: t('environments.schedule') },
  { tab: 'rules', label: t('environments.rules') },
  { tab: 'access', label: t('environments.access') },
  { tab: 'embedding', label: t('environments.embedding') },
  { tab: 'history', label: t('environments.history') },
]
