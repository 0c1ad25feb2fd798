import { useDebouncedCallback, useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { ResultOf } from '../../graphql/tada.ts'
import { type AutoSyncFields, DEFAULT_AUTO_SYNC_MINUTES, SetAutoSync } from './auto-sync.ts'
import { minutesToSave } from './minutes.ts'

/** The value is saved after this pause in typing. */
const SAVE_DELAY_MS = 700
const SAVED_MESSAGE_MS = 4_000

/** The state of the auto-sync setting. Saves each change. A rejected value stays in the field, with the reason. */
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
    minutes: input ?? String(pending?.minutes ?? savedMinutes ?? DEFAULT_AUTO_SYNC_MINUTES),
    saving: pending !== undefined,
    isSavedMessageShown,
    error: pending ? undefined : error,
    setEnabled: (on: boolean) => save(on ? DEFAULT_AUTO_SYNC_MINUTES : null),
    changeMinutes(text: string) {
      setInput(text)
      saveInput(text)
    },
    /** Saves what was typed without waiting. An empty field shows the saved value again. */
    finishEditing() {
      saveInput.flush()
      if (!input) setInput(undefined)
    },
  }
}
