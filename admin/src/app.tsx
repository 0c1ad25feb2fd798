import { MantineThemeProvider } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { ViewerContext } from './graphql/viewer.ts'
import { UnreachablePage } from './pages/unreachable.tsx'
import { PageBoundary } from './parts/shell/page-boundary.tsx'
import { Shell } from './parts/shell/shell.tsx'
import { ConfirmHost } from './parts/sign-in/confirm-host.tsx'
import { useShownViewer } from './parts/sign-in/use-shown-viewer.ts'

const SignInPage = lazy(() => import('./pages/sign-in.tsx'))
const PackagesPage = lazy(() => import('./pages/packages.tsx'))
const AddPackagePage = lazy(() => import('./pages/add-package.tsx'))
const PackagePage = lazy(() => import('./pages/package.tsx'))
const ActivityPage = lazy(() => import('./pages/activity.tsx'))
const EnvironmentsPage = lazy(() => import('./pages/environments.tsx'))
const EnvironmentPage = lazy(() => import('./pages/environment.tsx'))
const BudgetPage = lazy(() => import('./pages/budget.tsx'))
const PeoplePage = lazy(() => import('./pages/people.tsx'))
const PersonPage = lazy(() => import('./pages/person.tsx'))
const TokensPage = lazy(() => import('./pages/tokens.tsx'))
const TokenPage = lazy(() => import('./pages/token.tsx'))
const WebhooksPage = lazy(() => import('./pages/webhooks.tsx'))
const WebhookPage = lazy(() => import('./pages/webhook.tsx'))
const DropboxPage = lazy(() => import('./pages/dropbox.tsx'))
const SystemPage = lazy(() => import('./pages/system.tsx'))
const AccountPage = lazy(() => import('./pages/account.tsx'))
const NotFoundPage = lazy(() => import('./pages/not-found.tsx'))
const SignedOutDialog = lazy(() => import('./parts/sign-in/signed-out-dialog.tsx'))

/** The whole admin: the sign-in page, or the page of the address. Each page is loaded when it is first opened. */
export function App() {
  const { viewer, isOver, error, retry } = useShownViewer()
  const [isAsking, setIsAsking] = useState(false)
  if (viewer === undefined) return error ? <UnreachablePage error={error} retry={retry} /> : null
  if (viewer === null)
    return (
      <PageBoundary>
        <Suspense>
          <SignInPage />
        </Suspense>
      </PageBoundary>
    )
  const { user, token } = viewer
  return (
    <ViewerContext value={viewer}>
      <Suspense>
        {isOver ? <SignedOutDialog email={user?.email ?? undefined} /> : <ConfirmHost onAsk={setIsAsking} />}
      </Suspense>
      <MantineThemeProvider theme={isOver || isAsking ? themeBelowDialog : undefined}>
        <Routes>
          <Route element={<Shell name={user?.name ?? token?.name ?? ''} email={user?.email} />}>
            <Route index element={<Navigate to="/packages" replace />} />
            <Route path="packages" element={<PackagesPage />} />
            <Route path="add-package" element={<AddPackagePage />} />
            <Route path="packages/:slug" element={<PackagePage />} />
            <Route path="activity" element={<ActivityPage />} />
            <Route path="environments" element={<EnvironmentsPage />} />
            <Route path="environments/:slug" element={<EnvironmentPage />} />
            <Route path="budget" element={<BudgetPage />} />
            <Route path="people" element={<PeoplePage />} />
            <Route path="people/:id" element={<PersonPage />} />
            <Route path="tokens" element={<TokensPage />} />
            <Route path="tokens/:id" element={<TokenPage />} />
            <Route path="webhooks" element={<WebhooksPage />} />
            <Route path="webhooks/:id" element={<WebhookPage />} />
            <Route path="dropbox" element={<DropboxPage />} />
            <Route path="system" element={<SystemPage />} />
            <Route path="account" element={<AccountPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </MantineThemeProvider>
    </ViewerContext>
  )
}

/** Escape closes the dialog above the page, not one of the page. */
const themeBelowDialog = { components: { Modal: { defaultProps: { closeOnEscape: false } } } }
