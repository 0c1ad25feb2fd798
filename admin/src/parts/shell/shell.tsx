import { lazy, Suspense, useEffect, useRef } from 'react'
import { Outlet, useLocation } from 'react-router'
import { getLiveClient } from '../../graphql/client.ts'
import { t } from '../../texts/texts.ts'
import { useConnectedToast } from '../dropbox/use-connected-toast.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { PaletteHost } from '../palette/palette-host.tsx'
import { SecondFactorNotice } from '../second-factor/second-factor-notice.tsx'
import { useWasToastShown } from '../toast/show-toast.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { PageBoundary } from './page-boundary.tsx'
import classes from './shell.module.css'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'
import { UpdateBar } from './update-bar.tsx'
import { useFocusAfterRemoval } from './use-focus-after-removal.ts'
import { useKeptScroll } from './use-kept-scroll.ts'

const Toasts = lazy(() => import('../toast/toasts.tsx'))

/** The frame of every page for a signed-in person. Opens the socket for pushed updates. */
export function Shell({ name, email }: { name: string; email?: string | null }) {
  useEffect(() => void getLiveClient(), [])
  const wasToastShown = useWasToastShown()
  useConnectedToast()
  useFocusAfterRemoval()
  return (
    <>
      <a href="#main" className={classes.skipLink}>
        {t('shell.skipToContent')}
      </a>
      <div className={classes.frame}>
        <div className={classes.sidebar}>
          <Sidebar name={name} email={email} />
        </div>
        <div className={classes.column}>
          <ConnectionBar />
          <UpdateBar />
          <TopBar name={name} email={email} />
          <Main />
        </div>
      </div>
      <PaletteHost />
      <Suspense>{wasToastShown && <Toasts />}</Suspense>
    </>
  )
}

/** The page itself. Takes the focus on navigation, so that screen readers and keyboards start at its top. */
function Main() {
  const main = useRef<HTMLElement>(null)
  const { pathname, hash } = useLocation()
  const lastPathname = useRef(pathname)
  const scroll = useKeptScroll(main)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls once for each page
  useEffect(() => {
    if (lastPathname.current === pathname) return
    lastPathname.current = pathname
    // The page has shown the part that the address names, and given it the focus.
    if (hash && document.getElementById(hash.slice(1))) return
    main.current?.focus({ preventScroll: true })
    return scroll()
  }, [pathname, hash])
  return (
    <main id="main" ref={main} tabIndex={-1} className={classes.main}>
      <SecondFactorNotice />
      <PageBoundary key={pathname}>
        <Suspense fallback={<LoadingSkeleton />}>
          <Outlet />
        </Suspense>
      </PageBoundary>
    </main>
  )
}
