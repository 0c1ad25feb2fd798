import { useRef, useState } from 'react'
import { useMutation } from 'urql'
import { CancelTranscode, type Transcode } from './transcode.ts'

/** The state of canceling a transcode: confirmation first, then canceling until the transcode has ended. */
export function useCancel({ id, finishedAt }: Transcode) {
  const [isConfirming, setIsConfirming] = useState(false)
  const [{ fetching, data, error }, executeCancel] = useMutation(CancelTranscode)
  const button = useRef<HTMLButtonElement>(null)
  const isOpen = finishedAt === null
  return {
    button,
    isConfirming: isConfirming && isOpen,
    isCanceling: isOpen && (fetching || Boolean(data?.cancelTranscode)),
    error: isOpen ? error : undefined,
    askToConfirm: () => setIsConfirming(true),
    dismiss() {
      setIsConfirming(false)
      button.current?.focus()
    },
    cancel() {
      setIsConfirming(false)
      executeCancel({ id })
    },
  }
}
