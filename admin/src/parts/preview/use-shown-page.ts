import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useAddress } from '../address.ts'
import { addressOf, reportedPage } from './frame-address.ts'

type Draft = { revision: number; contentUrl: string }

/** The addresses of a draft work for at least ten minutes. */
const ADDRESS_LASTS_MS = 10 * 60_000

/**
 * The page in the frame. A page that is chosen is loaded from the newest draft, and the address contains it (`?page=`). A
 * link in the frame leads to another page, which the frame reports. `key` changes when the frame has to load. `renew` asks
 * for a new address of the draft, which is loaded when it comes.
 */
export function useShownPage(draft: Draft, startPage: string, renew: () => void) {
  const { params, change } = useAddress()
  const frame = useRef<HTMLIFrameElement>(null)
  const page = params.get('page') ?? startPage
  const [shown, setShown] = useState(page)
  const [loaded, setLoaded] = useState({ ...draft, page, count: 0 })
  const [isRenewing, setIsRenewing] = useState(false)
  const hasEnded = useHasEnded(draft.contentUrl)
  const load = (next: string) => {
    setShown(next)
    setLoaded({ ...draft, page: next, count: loaded.count + 1 })
  }
  if (page !== shown) load(page)
  else if (isRenewing && draft.contentUrl !== loaded.contentUrl) {
    setIsRenewing(false)
    load(shown)
  }
  const renewIfEnded = () => {
    if (!hasEnded) return
    setIsRenewing(true)
    renew()
  }

  const address = addressOf(loaded.contentUrl, loaded.page)
  const onMessage = useEffectEvent(({ source, origin, data }: MessageEvent) => {
    const isFrame = source !== null && source === frame.current?.contentWindow && origin === new URL(address).origin
    const reported = isFrame ? reportedPage(data) : null
    if (reported === null || reported === shown) return
    setShown(reported)
    change({ page: reported }, { replace: true })
  })
  useEffect(() => {
    addEventListener('message', onMessage)
    return () => removeEventListener('message', onMessage)
  }, [])
  return {
    ...{ frame, shown, address, hasEnded },
    key: loaded.count,
    isOutdated: loaded.revision !== draft.revision,
    choose(next: string) {
      renewIfEnded()
      if (next === shown) load(next)
      else change({ page: next })
    },
    reload() {
      renewIfEnded()
      load(shown)
    },
  }
}

/** Whether the addresses of the draft may have expired since this one came. */
function useHasEnded(contentUrl: string): boolean {
  const [endedUrl, setEndedUrl] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setEndedUrl(contentUrl), ADDRESS_LASTS_MS)
    return () => clearTimeout(timer)
  }, [contentUrl])
  return endedUrl === contentUrl
}
