import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { registerConfirmation } from '../../graphql/confirm.ts'

const ConfirmDialog = lazy(() => import('./confirm-dialog.tsx'))

/**
 * The place of the dialog that opens when a change needs a recent sign-in. The change goes on after the person has confirmed.
 * `onAsk` is called with whether the dialog is open. Its code is loaded when it first opens.
 */
export function ConfirmHost({ onAsk }: { onAsk: (isAsking: boolean) => void }) {
  const [isAsking, setIsAsking] = useState(false)
  const answer = useRef<(isConfirmed: boolean) => void>(undefined)
  const finish = (isConfirmed: boolean) => {
    answer.current?.(isConfirmed)
    setIsAsking(false)
  }
  useEffect(() => {
    const unregister = registerConfirmation(() => {
      setIsAsking(true)
      return new Promise(resolve => {
        answer.current = resolve
      })
    })
    return () => {
      unregister()
      // The session is over: the change fails, and the person does it again.
      answer.current?.(false)
    }
  }, [])
  useEffect(() => {
    onAsk(isAsking)
    return () => onAsk(false)
  }, [isAsking, onAsk])
  useFocusReturn(isAsking)
  return <Suspense>{isAsking && <ConfirmDialog onAnswer={finish} />}</Suspense>
}

/** Gives the focus back to the button that was clicked. It is disabled, and has no focus, while its change is sent. */
function useFocusReturn(isAsking: boolean) {
  const clicked = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isAsking) return
    let tries = 20
    const timer = setInterval(() => {
      if (tries-- === 0 || document.activeElement !== document.body) clearInterval(timer)
      else clicked.current?.focus({ preventScroll: true })
    }, 50)
    const remember = ({ target }: FocusEvent) => {
      clicked.current = target as HTMLElement
    }
    document.addEventListener('focusin', remember)
    return () => {
      clearInterval(timer)
      document.removeEventListener('focusin', remember)
    }
  }, [isAsking])
}
