import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useMutation } from 'urql'
import { formatEstimate } from '../../format/money.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { ConfirmButton } from '../confirm-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { showToast } from '../toast/show-toast.ts'
import type { BudgetDetails } from './budget.ts'
import { waitingTotal } from './waiting-total.ts'

const ReleaseHeldVideos = graphql(`
  mutation ReleaseHeldVideos($id: ID!) {
    releaseBudgetHold(id: $id) {
      id
      status
    }
  }
`)

type Waiting = BudgetDetails['waiting'][number] & { id: string; onReleased: () => void }

/** The videos that wait for the budget, by package, each with a button that processes them now. Empty without any. */
export function WaitingCard({ budget, canRelease, onReleased }: Props) {
  const { waiting } = budget
  if (waiting.length === 0) return null
  const rows = waiting.map(one => ({ ...one, id: one.transcodeId, onReleased }))
  return (
    <Card title={t('budget.waitingTitle')}>
      <Text mb="md">{waitingTotal(budget)}</Text>
      <DataTable
        label={t('budget.waitingTitle')}
        columns={canRelease ? [...columns, releaseColumn] : columns}
        rows={rows}
      />
    </Card>
  )
}

type Props = { budget: BudgetDetails; canRelease: boolean; onReleased: () => void }

const columns: Column<Waiting>[] = [
  {
    title: t('budget.package'),
    cell: ({ package: { slug, title } }) => (
      <Anchor component={Link} to={`/packages/${slug}`} inherit>
        {title}
      </Anchor>
    ),
  },
  { title: t('budget.videos'), cell: ({ videos }) => videos },
  { title: t('budget.estimate'), cell: ({ estimatedCost }) => formatEstimate(estimatedCost) },
]

const releaseColumn: Column<Waiting> = {
  title: t('budget.release'),
  isAction: true,
  cell: waiting => <ReleaseButton waiting={waiting} />,
}

function ReleaseButton({ waiting }: { waiting: Waiting }) {
  const { transcodeId, videos, estimatedCost, onReleased } = waiting
  const { title } = waiting.package
  const [, release] = useMutation(ReleaseHeldVideos)
  const action = async () => {
    const result = await release({ id: transcodeId })
    if (!result.error) {
      showToast({ message: t('budget.released', { title }) })
      onReleased()
    }
    return result
  }
  return (
    <ConfirmButton
      label={t('budget.release')}
      name={t('budget.releaseOf', { title })}
      question={t('budget.releaseQuestion', { count: videos, title })}
      effect={t('budget.releaseEffect', { amount: formatEstimate(estimatedCost) })}
      action={action}
    />
  )
}
