import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { t } from '../../texts/texts.ts'
import { showToast } from '../toast/show-toast.ts'

/** Confirms the connection to a person who returns from Dropbox (`?dropbox=connected`), once. */
export function useConnectedToast(): void {
  const [params, setParams] = useSearchParams()
  const isConnected = params.get('dropbox') === 'connected'
  useEffect(() => {
    if (!isConnected) return
    showToast({ message: t('dropbox.connected') })
    setParams(
      current => {
        current.delete('dropbox')
        return current
      },
      { replace: true },
    )
  }, [isConnected, setParams])
}
