import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { CheckIcon } from '../../theme/icons.tsx'
import { currencySymbol } from '../../format/money.ts'
import { Card } from '../card.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import type { Budget } from './budget.ts'
import classes from './limit-card.module.css'
import { useLimitForm } from './use-limit-form.ts'

/** Sets how much streams may cost in a month, or that there is no limit. */
export function LimitCard({ budget }: { budget: Budget }) {
  const form = useLimitForm(budget)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.save()
  }
  return (
    <Card title="Limit for a month">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm" c="gray.7">
            Videos that would cost more than what is left wait, until you let them go on or a new month begins.
            Everything else of their package goes on, and nothing is lost.
          </Text>
          <TextInput
            label={`Most to spend in a month, in ${budget.spent.currency}`}
            className={classes.amount}
            inputMode="decimal"
            leftSection={currencySymbol(budget.spent.currency)}
            placeholder="No limit"
            value={form.amount}
            error={form.amountError}
            onChange={event => form.changeAmount(event.currentTarget.value)}
          />
          <ErrorNotice error={form.saveError} />
          <Group gap="xs">
            <Button type="submit" loading={form.saving === 'save'} disabled={form.saving !== null}>
              Save the limit
            </Button>
            {budget.limit && (
              <Button
                variant="default"
                loading={form.saving === 'remove'}
                disabled={form.saving !== null}
                onClick={form.remove}
              >
                Remove the limit
              </Button>
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
