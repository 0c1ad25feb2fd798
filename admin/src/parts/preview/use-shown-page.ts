import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useAddress } from '../address.ts'
import { addressOf, reportedPage } from './frame-address.ts'

type Draft = { revision: number; contentUrl: string }

/**
 * The page in the frame. A page that is chosen is loaded from the newest draft, and the address contains it (`?page=`). A
 * link in the frame leads to another page, which the frame reports. `loaded` changes when the frame has to load.
 */
export function useShownPage(draft: Draft, startPage: string) {
  const { params, change } = useAddress()
  const frame = useRef<HTMLIFrameElement>(null)
  const page = params.get('page') ?? startPage
  const [shown, setShown] = useState(page)
  const [loaded, setLoaded] = useState({ ...draft, page, count: 0 })
  const load = (next: string) => {
    setShown(next)
    setLoaded({ ...draft, page: next, count: loaded.count + 1 })
  }
  if (page !== shown) load(page)

  const onMessage = useEffectEvent(({ source, data }: MessageEvent) => {
    const reported = source !== null && source === frame.current?.contentWindow ? reportedPage(data) : null
    if (reported === null || reported === shown) return
    setShown(reported)
    change({ page: reported }, { replace: true })
  })
  useEffect(() => {
    addEventListener('message', onMessage)
    return () => removeEventListener('message', onMessage)
  }, [])
  return {
    frame,
    shown,
    key: loaded.count,
    address: addressOf(loaded.contentUrl, loaded.page),
    isOutdated: loaded.revision !== draft.revision,
    choose: (next: string) => (next === shown ? load(next) : change({ page: next })),
    reload: () => load(shown),
  }
}
