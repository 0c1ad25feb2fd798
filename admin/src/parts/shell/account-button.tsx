import { lazy, Suspense, useState } from 'react'
import { AccountTarget } from './account-target.tsx'

const AccountMenu = lazy(() => import('./account-menu.tsx'))

/** The name of the signed-in person, which opens the account menu. The menu's code is loaded by the first click. */
export function AccountButton({ name, email }: { name: string; email?: string | null }) {
  const [wasOpened, setWasOpened] = useState(false)
  const button = (
    <AccountTarget name={name} aria-haspopup="menu" aria-expanded={false} onClick={() => setWasOpened(true)} />
  )
  if (!wasOpened) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu name={name} email={email} />
    </Suspense>
  )
}
