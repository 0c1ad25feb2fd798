import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { AccessStatus } from './access-status.tsx'
import type { Environment } from './environment.ts'
import { RuleChips } from './rule-chips.tsx'
import { SchoolTime } from './school-time.tsx'

/** Environments with their access and rules, and what they show. Each name leads to the environment's page. */
export function EnvironmentTable({ environments, timeZone }: Props) {
  const columns: Column<Environment>[] = [
    {
      title: t('environments.name'),
      cell: ({ slug, name }) => (
        <>
          <Anchor component={Link} to={`/environments/${slug}`} inherit>
            {name}
          </Anchor>
          <Text size="sm" c="dimmed" fw={400} miw={140}>
            {slug}
          </Text>
        </>
      ),
    },
    { title: t('environments.access'), cell: environment => <AccessStatus environment={environment} /> },
    { title: t('environments.rules'), cell: environment => <RuleChips environment={environment} /> },
    {
      title: t('environments.shows'),
      cell: ({ shown }) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {t('environments.packageCount', { count: shown?.totalCount ?? 0 })}
        </span>
      ),
    },
    {
      title: t('environments.next'),
      cell: ({ scheduled }) =>
        scheduled?.nodes[0] ? <SchoolTime at={scheduled.nodes[0].at} timeZone={timeZone} /> : t('environments.nothing'),
    },
  ]
  return <DataTable label={t('environments.title')} columns={columns} rows={environments} />
}

type Props = { environments: readonly Environment[]; timeZone: string | null }
