import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { isDialogOpen } from './is-dialog-open.ts'
import { useNavigation } from './navigation.tsx'

/** How long the second key may take, in milliseconds. */
const SEQUENCE_MS = 1_500

/** Opens a page of the navigation by G and then the page's key, unless the person types text or a dialog is open. */
export function useGoToKeys(): void {
  const navigate = useNavigate()
  const groups = useNavigation()
  const startedAt = useRef(0)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isDialogOpen()) return
      const isSecond = Date.now() - startedAt.current < SEQUENCE_MS
      const key = event.key.toLowerCase()
      startedAt.current = key === 'g' && !isSecond ? Date.now() : 0
      const page = isSecond && groups.flatMap(group => group.pages).find(page => page.key === key)
      if (page) navigate(page.to)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [navigate, groups])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
