import { useDebouncedCallback, useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import { useMutation } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import type { ResultOf } from '../../graphql/tada.ts'
import { minutesToSave } from './minutes.ts'
import { type AutoSyncFields, SetAutoSync } from './auto-sync.ts'

/** What is offered to whoever switches it on. */
const DEFAULT_MINUTES = 10
/** Somebody who stops for so long has typed the number. */
const SAVE_DELAY_MS = 700
const SAVED_MESSAGE_MS = 4_000

/** The setting as it is on the screen, saved as soon as it is changed; what is refused stays in the field, with the reason. */
export function useAutoSync({ slug, autoSyncMinutes: savedMinutes }: ResultOf<typeof AutoSyncFields>) {
  const [{ error }, executeSetAutoSync] = useMutation(SetAutoSync)
  const [pending, setPending] = useState<{ minutes: number | null }>()
  const [input, setInput] = useState<string>()
  const [isSavedMessageShown, setIsSavedMessageShown] = useState(false)
  const { start: startHideTimer } = useTimeout(() => setIsSavedMessageShown(false), SAVED_MESSAGE_MS)

  const save = async (minutes: number | null) => {
    setPending({ minutes })
    setIsSavedMessageShown(false)
    const result = await executeSetAutoSync({ slug, minutes })
    setPending(undefined)
    if (result.error) return
    setInput(current => (minutes === null || Number(current) === minutes ? undefined : current))
    setIsSavedMessageShown(true)
    startHideTimer()
  }
  const saveInput = useDebouncedCallback((text: string) => {
    const minutes = minutesToSave(text, savedMinutes)
    if (minutes !== null) save(minutes)
  }, SAVE_DELAY_MS)

  return {
    isEnabled: (pending ? pending.minutes : savedMinutes) !== null,
    minutes: input ?? String(pending?.minutes ?? savedMinutes ?? DEFAULT_MINUTES),
    saving: pending !== undefined,
    isSavedMessageShown,
    errorMessage: pending ? undefined : describeError(error)?.message,
    setEnabled: (on: boolean) => save(on ? DEFAULT_MINUTES : null),
    changeMinutes(text: string) {
      setInput(text)
      saveInput(text)
    },
    /** The field is left: what was typed is saved now, and an empty one shows again what is saved. */
    finishEditing() {
      saveInput.flush()
      if (!input) setInput(undefined)
    },
  }
}
