import { useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import { useMutation } from 'urql'
import { fieldErrorMessage } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { formatAmountInput, parseAmount } from './amount.ts'
import { type Budget, SetBudget } from './budget.ts'

const SAVED_MESSAGE_MS = 4_000

/** The state of the limit form. A rejected amount stays in the field, with the reason. */
export function useLimitForm({ limit, spent: { currency } }: Budget) {
  const [{ error }, executeSetBudget] = useMutation(SetBudget)
  const [input, setInput] = useState<string>()
  const [isAmountInvalid, setIsAmountInvalid] = useState(false)
  const [saving, setSaving] = useState<'save' | 'remove' | null>(null)
  const [savedMessage, setSavedMessage] = useState<string>()
  const { start: startHideTimer } = useTimeout(() => setSavedMessage(undefined), SAVED_MESSAGE_MS)
  const amount = input ?? (limit ? formatAmountInput(limit.amount) : '')

  const send = async (action: 'save' | 'remove', monthly: { amount: number; currency: string } | null) => {
    setSaving(action)
    setSavedMessage(undefined)
    const result = await executeSetBudget({ monthly })
    setSaving(null)
    if (result.error) return
    setInput(undefined)
    setSavedMessage(monthly ? t('budget.limitSaved') : t('budget.limitRemoved'))
    startHideTimer()
  }
  const visibleError = saving ? undefined : error
  const amountFieldError = fieldErrorMessage(visibleError, 'monthly.amount')
  return {
    amount,
    saving,
    savedMessage,
    /** The error of the amount field. */
    amountError: isAmountInvalid ? t('budget.invalidAmount') : amountFieldError,
    /** Any other error. */
    saveError: amountFieldError ? undefined : visibleError,
    changeAmount(text: string) {
      setInput(text)
      setIsAmountInvalid(false)
      setSavedMessage(undefined)
    },
    save() {
      const monthly = parseAmount(amount)
      setIsAmountInvalid(monthly === null)
      if (monthly !== null) send('save', { amount: monthly, currency })
    },
    remove() {
      setIsAmountInvalid(false)
      send('remove', null)
    },
  }
}
