import { useRef, useState } from 'react'
import { useMutation } from 'urql'
import { CancelTranscode, type Transcode } from './transcode.ts'

/** Stopping what is being made: first asked back, then asked for, until the transcode itself tells that it has ended. */
export function useStop({ id, finishedAt }: Transcode) {
  const [asksBack, setAsksBack] = useState(false)
  const [{ fetching, data, error }, cancel] = useMutation(CancelTranscode)
  const button = useRef<HTMLButtonElement>(null)
  const open = finishedAt === null
  return {
    button,
    asksBack: asksBack && open,
    stopping: open && (fetching || Boolean(data?.cancelTranscode)),
    trouble: open ? error : undefined,
    ask: () => setAsksBack(true),
    keep() {
      setAsksBack(false)
      button.current?.focus()
    },
    stop() {
      setAsksBack(false)
      cancel({ id })
    },
  }
}
