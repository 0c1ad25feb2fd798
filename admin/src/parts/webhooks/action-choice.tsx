import { Checkbox, Radio, Stack, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { actionKindLabel } from '../activity/action-kind-label.ts'
import { actionKinds, actionsByKind } from '../activity/actions.ts'
import classes from './action-choice.module.css'

/** The choice of the actions that a webhook sends. Null: every action. */
export function ActionChoice({ actions, onChange, error }: Props) {
  const kindsWith = (kind: (typeof actionKinds)[number]) => (actionsByKind[kind] as readonly string[]) ?? []
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('webhooks.chooseActions')}
        value={actions ? 'only' : 'all'}
        onChange={value => onChange(value === 'only' ? [] : null)}
        error={error}
      >
        <Stack gap={8} mt={6}>
          <Radio value="all" label={t('webhooks.allEvents')} />
          <Radio value="only" label={t('webhooks.only')} />
        </Stack>
      </Radio.Group>
      {actions && (
        <div className={classes.actions}>
          {actionKinds.map(kind => (
            <Checkbox.Group key={kind} value={actions} onChange={onChange} label={actionKindLabel(kind)}>
              <Stack gap={6} mt={4} mb="md">
                {kindsWith(kind).map(action => (
                  <Checkbox key={action} value={action} size="xs" label={<Text component="code">{action}</Text>} />
                ))}
              </Stack>
            </Checkbox.Group>
          ))}
        </div>
      )}
    </Stack>
  )
}

type Props = {
  actions: string[] | null
  onChange: (actions: string[] | null) => void
  error: string | undefined
}
