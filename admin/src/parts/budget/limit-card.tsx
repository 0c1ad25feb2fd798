import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { CheckIcon } from '../../look/icons.tsx'
import { currencySign } from '../../text/money.ts'
import { Card } from '../card.tsx'
import { TroubleNote } from '../problem/trouble-note.tsx'
import type { Budget } from './budget.ts'
import classes from './limit-card.module.css'
import { useLimit } from './use-limit.ts'

/** Sets how much streams may cost in a month, or that there is no limit. */
export function LimitCard({ budget }: { budget: Budget }) {
  const limit = useLimit(budget)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    limit.save()
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
            leftSection={currencySign(budget.spent.currency)}
            placeholder="No limit"
            value={limit.amount}
            error={limit.wrong}
            onChange={event => limit.type(event.currentTarget.value)}
          />
          <TroubleNote error={limit.trouble} />
          <Group gap="xs">
            <Button type="submit" loading={limit.saving === 'save'} disabled={limit.saving !== null}>
              Save the limit
            </Button>
            {budget.limit && (
              <Button
                variant="default"
                loading={limit.saving === 'remove'}
                disabled={limit.saving !== null}
                onClick={limit.remove}
              >
                Remove the limit
              </Button>
            )}
            <span role="status" className={classes.saved}>
              {limit.tells && (
                <>
                  <CheckIcon /> {limit.tells}
                </>
              )}
            </span>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
