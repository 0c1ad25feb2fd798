import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { useHasPermission } from '../../graphql/use-has-permission.ts'
import { CurrentBudgetQuery } from '../budget/budget.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { pauseLabel } from './pause-labels.ts'
import { ReleaseBudgetHold, type Transcode } from './transcode.ts'

/** That the budget holds videos: for whoever may change it the decision, for others whom to ask. */
export function BudgetPause({ transcode }: { transcode: Transcode }) {
  const canDecide = useHasPermission('budget.update')
  return <Notice tone="waiting">{canDecide ? <PauseDecision transcode={transcode} /> : <AskForBudget />}</Notice>
}

/** For whoever cannot decide it. */
export function AskForBudget() {
  return (
    <>
      <b>Waits for the budget.</b> Ask an administrator.
    </>
  )
}

function PauseDecision({ transcode }: { transcode: Transcode }) {
  const [{ data }] = useQuery({ query: CurrentBudgetQuery, requestPolicy: 'cache-and-network' })
  const [{ fetching, error, data: releaseResult }, release] = useMutation(ReleaseBudgetHold)
  return (
    <Stack gap={10}>
      <div>
        <Text fw={600} size="sm">
          Waits for the budget
        </Text>
        {pauseLabel(transcode, data?.budget ?? null)}
      </div>
      <Group gap="6px 14px">
        <Button
          size="xs"
          loading={fetching || Boolean(releaseResult?.releaseBudgetHold)}
          onClick={() => release({ id: transcode.id })}
        >
          Make them all the same
        </Button>
        <Anchor component={Link} to="/budget" size="sm" fw={600}>
          Go to the budget
        </Anchor>
      </Group>
      <ErrorNotice error={error} />
    </Stack>
  )
}
