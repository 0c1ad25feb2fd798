import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../texts/texts.ts'
import { Logo } from './logo.tsx'
import classes from './plain-page.module.css'

/** A page without navigation, for a person who is not signed in. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <title>{t('shell.documentTitle', { page: title })}</title>
      <div className={classes.card}>
        <div className={classes.brand}>
          <Logo size={36} />
          <Text span fw={700} size="xl">
            {t('shell.brand')}
          </Text>
        </div>
        <Title order={1}>{title}</Title>
        {children}
      </div>
    </main>
  )
}
