import { Group, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { currencySymbol } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { Card } from '../card.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ServerButton } from '../server-button.tsx'
import type { Budget } from './budget.ts'
import classes from './limit-card.module.css'
import { useLimitForm } from './use-limit-form.ts'

/** Sets or removes the monthly limit. */
export function LimitCard({ budget }: { budget: Budget }) {
  const form = useLimitForm(budget)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.save()
  }
  return (
    <Card title={t('budget.limitTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Text size="sm" c="dimmed">
            {t('budget.limitHelp')}
          </Text>
          <TextInput
            label={t('budget.limitAmount', { currency: budget.spent.currency })}
            className={classes.amount}
            inputMode="decimal"
            leftSection={currencySymbol(budget.spent.currency)}
            placeholder={t('budget.noLimit')}
            value={form.amount}
            error={form.amountError}
            onChange={event => form.changeAmount(event.currentTarget.value)}
          />
          <ErrorNotice error={form.saveError} />
          <Group gap="sm">
            <ServerButton type="submit" loading={form.saving === 'save'} disabled={form.saving !== null}>
              {t('budget.saveLimit')}
            </ServerButton>
            {budget.limit && (
              <ServerButton
                variant="default"
                loading={form.saving === 'remove'}
                disabled={form.saving !== null}
                onClick={form.remove}
              >
                {t('budget.removeLimit')}
              </ServerButton>
            )}
            <span role="status" className={classes.saved}>
              {form.savedMessage && (
                <>
                  <CheckIcon /> {form.savedMessage}
                </>
              )}
            </span>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
