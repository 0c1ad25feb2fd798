import { Suspense, useEffect, useRef } from 'react'
import { Outlet, useLocation } from 'react-router'
import { getLiveClient } from '../../graphql/client.ts'
import { t } from '../../texts/texts.ts'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Header } from './header.tsx'
import { PageBoundary } from './page-boundary.tsx'
import classes from './shell.module.css'

/** The frame of every page for a signed-in person. Opens the socket for pushed updates. */
export function Shell({ name, email }: { name: string; email?: string | null }) {
  useEffect(() => void getLiveClient(), [])
  return (
    <>
      <a href="#main" className={classes.skipLink}>
        {t('shell.skipToContent')}
      </a>
      <Header name={name} email={email} />
      <Main />
      <ConnectionBanner />
    </>
  )
}

/** The page itself. Takes the focus on navigation, so that screen readers and keyboards start at its top. */
function Main() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const lastPathname = useRef(pathname)
  useEffect(() => {
    if (lastPathname.current === pathname) return
    lastPathname.current = pathname
    main.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [pathname])
  return (
    <main id="main" ref={main} tabIndex={-1} className={classes.main}>
      <PageBoundary key={pathname}>
        <Suspense fallback={<LoadingSkeleton />}>
          <Outlet />
        </Suspense>
      </PageBoundary>
    </main>
  )
}
