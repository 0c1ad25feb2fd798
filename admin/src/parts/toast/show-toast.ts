import { useSyncExternalStore } from 'react'
import type { Toast } from './toast.ts'

let wasShown = false
const listeners = new Set<() => void>()

/** Says a result for some seconds, over the page. Screen readers announce it. Its code is loaded with the first toast. */
export async function showToast(toast: Toast): Promise<void> {
  wasShown = true
  for (const listener of listeners) listener()
  const { presentToast } = await import('./present-toast.tsx')
  presentToast(toast)
}

/** Whether there was a toast. Toasts need their place from then on. */
export const useWasToastShown = (): boolean => useSyncExternalStore(subscribe, () => wasShown)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
