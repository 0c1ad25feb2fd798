import { useDebouncedCallback, useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import { useMutation } from 'urql'
import { troubleOf } from '../../graphql/problems.ts'
import type { ResultOf } from '../../graphql/tada.ts'
import { minutesToSave } from './minutes.ts'
import { type QuietSyncFields, SetQuietSync } from './quiet-sync.ts'

/** What is offered to whoever switches it on. */
const USUAL_MINUTES = 10
/** Somebody who stops for so long has typed the number. */
const TYPED_MS = 700
const TELL_SAVED_MS = 4_000

/** The setting as it is on the screen, saved as soon as it is changed; what is refused stays in the field, with the reason. */
export function useQuietSync({ slug, syncWhenQuietMinutes: saved }: ResultOf<typeof QuietSyncFields>) {
  const [{ error }, set] = useMutation(SetQuietSync)
  const [wished, setWished] = useState<{ minutes: number | null }>()
  const [typed, setTyped] = useState<string>()
  const [tellsSaved, setTellsSaved] = useState(false)
  const { start: tellSavedForAWhile } = useTimeout(() => setTellsSaved(false), TELL_SAVED_MS)

  const save = async (minutes: number | null) => {
    setWished({ minutes })
    setTellsSaved(false)
    const answer = await set({ slug, minutes })
    setWished(undefined)
    if (answer.error) return
    setTyped(now => (minutes === null || Number(now) === minutes ? undefined : now))
    setTellsSaved(true)
    tellSavedForAWhile()
  }
  const saveTyped = useDebouncedCallback((text: string) => {
    const minutes = minutesToSave(text, saved)
    if (minutes !== null) save(minutes)
  }, TYPED_MS)

  return {
    on: (wished ? wished.minutes : saved) !== null,
    minutes: typed ?? String(wished?.minutes ?? saved ?? USUAL_MINUTES),
    saving: wished !== undefined,
    tellsSaved,
    trouble: wished ? undefined : troubleOf(error)?.message,
    turn: (on: boolean) => save(on ? USUAL_MINUTES : null),
    type(text: string) {
      setTyped(text)
      saveTyped(text)
    },
    /** The field is left: what was typed is saved now, and an empty one shows again what is saved. */
    leave() {
      saveTyped.flush()
      if (!typed) setTyped(undefined)
    },
  }
}
