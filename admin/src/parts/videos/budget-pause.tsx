import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useMutation, useQuery } from 'urql'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { CurrentBudgetQuery } from '../budget/budget.ts'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import { pauseLabel } from './pause-labels.ts'
import { ReleaseBudgetHold, type Transcode } from './transcode.ts'

/** Explains that the budget pauses videos. Offers to process them anyway, or says whom to ask. */
export function BudgetPause({ transcode }: { transcode: Transcode }) {
  const canDecide = usePackagePermission('budget.update')
  return <Notice tone="waiting">{canDecide ? <PauseDecision transcode={transcode} /> : <AskForBudget />}</Notice>
}

function AskForBudget() {
  return t.rich('videos.askForBudget', { b: chunks => <b>{chunks}</b> })
}

function PauseDecision({ transcode }: { transcode: Transcode }) {
  const [{ data }] = useQuery({ query: CurrentBudgetQuery, requestPolicy: 'cache-and-network' })
  const [{ fetching, error, data: releaseResult }, release] = useMutation(ReleaseBudgetHold)
  return (
    <Stack gap={10}>
      <div>
        <Text fw={600} size="sm">
          {t('videos.overBudget')}
        </Text>
        {pauseLabel(transcode, data?.budget ?? null)}
      </div>
      <Group gap="6px 14px">
        <ServerButton
          size="xs"
          loading={fetching || Boolean(releaseResult?.releaseBudgetHold)}
          onClick={() => release({ id: transcode.id })}
        >
          {t('videos.processAnyway')}
        </ServerButton>
        <Anchor component={Link} to="/budget" size="sm" fw={600}>
          {t('videos.openBudget')}
        </Anchor>
      </Group>
      <ErrorNotice error={error} />
    </Stack>
  )
}
