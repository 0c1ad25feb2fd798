import '@mantine/core/styles/Menu.layer.css'
import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { AccountTarget } from './account-target.tsx'
import { signOut } from './sign-out.ts'

const schemes = ['auto', 'light', 'dark'] as const

/** The menu of the signed-in person, open at first: the account, the color scheme of this device, and Sign out. */
export default function AccountMenu({ name, email }: { name: string; email?: string | null }) {
  const [isOpen, setIsOpen] = useState(false)
  // Opens after the button has the focus, which returns there.
  useEffect(() => setIsOpen(true), [])
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu
      opened={isOpen}
      onChange={setIsOpen}
      returnFocus
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      position="bottom-end"
      width={232}
      transitionProps={{ duration: 120 }}
    >
      <Menu.Target>
        <AccountTarget name={name} autoFocus />
      </Menu.Target>
      <Menu.Dropdown>
        {email && <Menu.Label>{email}</Menu.Label>}
        <Menu.Item component={Link} to="/account">
          {t('shell.account')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('shell.colorScheme')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(value as MantineColorScheme)}>
          {schemes.map(scheme => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t('shell.colorSchemeOf', { scheme })}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={signOut}>{t('shell.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
