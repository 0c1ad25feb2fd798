import { useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import { useMutation } from 'urql'
import { fieldTrouble } from '../../graphql/problems.ts'
import { amountOf, typedAmount } from './amount.ts'
import { type Budget, SetBudget } from './budget.ts'

const TELL_MS = 4_000

/** The limit as it stands in the form; what is refused stays there, with the reason. */
export function useLimit({ limit, spent: { currency } }: Budget) {
  const [{ error }, set] = useMutation(SetBudget)
  const [typed, setTyped] = useState<string>()
  const [noAmount, setNoAmount] = useState(false)
  const [saving, setSaving] = useState<'save' | 'remove' | null>(null)
  const [tells, setTells] = useState<string>()
  const { start: tellForAWhile } = useTimeout(() => setTells(undefined), TELL_MS)
  const amount = typed ?? (limit ? typedAmount(limit.amount) : '')

  const send = async (what: 'save' | 'remove', monthly: { amount: number; currency: string } | null) => {
    setSaving(what)
    setTells(undefined)
    const answer = await set({ monthly })
    setSaving(null)
    if (answer.error) return
    setTyped(undefined)
    setTells(monthly ? 'Saved' : 'Removed')
    tellForAWhile()
  }
  const told = saving ? undefined : error
  const ofField = fieldTrouble(told, 'monthly.amount')
  return {
    amount,
    saving,
    tells,
    /** What is wrong with the amount. */
    wrong: noAmount ? 'Give an amount, such as 50 or 12.50.' : ofField,
    /** What else went wrong. */
    trouble: ofField ? undefined : told,
    type(text: string) {
      setTyped(text)
      setNoAmount(false)
      setTells(undefined)
    },
    save() {
      const monthly = amountOf(amount)
      setNoAmount(monthly === null)
      if (monthly !== null) send('save', { amount: monthly, currency })
    },
    remove() {
      setNoAmount(false)
      send('remove', null)
    },
  }
}
