import { useLocalStorage } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { formatBytes } from '../../format/bytes.ts'
import { t } from '../../texts/texts.ts'
import { RelativeTime } from '../relative-time.tsx'
import { Findings } from './findings.tsx'
import type { ListedPackage } from './listed-package.ts'
import { Shown } from './shown.tsx'

/** A column that can be hidden. `width`: in pixels. */
export type ListColumn = { name: string; title: string; width: number; cell: (pkg: ListedPackage) => ReactNode }

type Environment = { slug: string; name: string }

/** The columns that one can choose: findings, one for each environment, the last change, the folder, and the size. */
export const listColumns = (environments: readonly Environment[]): ListColumn[] => [
  { name: 'findings', title: t('packageList.findings'), width: 92, cell: pkg => <Findings draft={pkg.draft} /> },
  ...environments.map(({ slug, name }) => ({
    name: `environment:${slug}`,
    title: name,
    width: 116,
    cell: (pkg: ListedPackage) => <Shown slug={pkg.slug} deployment={deploymentIn(pkg, slug)} />,
  })),
  { name: 'changed', title: t('packageList.changed'), width: 132, cell: pkg => <LastChange pkg={pkg} /> },
  { name: 'folder', title: t('packageList.folder'), width: 200, cell: ({ dropboxPath }) => dropboxPath },
  {
    name: 'size',
    title: t('packageList.size'),
    width: 92,
    cell: ({ draft }) => (draft ? formatBytes(draft.bytes) : t('packageList.none')),
  },
]

/** What an environment shows of a package. */
export const deploymentIn = ({ deployments }: ListedPackage, slug: string) =>
  deployments?.find(({ environment }) => environment?.slug === slug)

function LastChange({ pkg: { lastChangedAt, lastChangedBy } }: { pkg: ListedPackage }) {
  return (
    <span title={lastChangedBy ? t('packageList.changedBy', { name: lastChangedBy.name }) : undefined}>
      <RelativeTime at={lastChangedAt} />
      {lastChangedBy && <span data-dimmed> {t('packageList.changedBy', { name: lastChangedBy.name })}</span>}
    </span>
  )
}

/** Not shown until somebody chooses them. */
const hiddenAtFirst = ['folder', 'size']

/** Which columns are shown. The browser keeps the choice. */
export function useShownColumns(): { isShown: (name: string) => boolean; toggle: (name: string) => void } {
  const [choices, setChoices] = useLocalStorage<Record<string, boolean>>({
    key: 'lectern:package-columns',
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const isShown = (name: string) => choices[name] ?? !hiddenAtFirst.includes(name)
  return { isShown, toggle: name => setChoices({ ...choices, [name]: !isShown(name) }) }
}
