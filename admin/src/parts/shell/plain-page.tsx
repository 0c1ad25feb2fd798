import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'
import classes from './plain-page.module.css'

/** A page with nothing around it, for whoever is not signed in: the mark, a heading, a few words. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <title>{`${title} · Lectern`}</title>
      <div className={classes.card}>
        <div className={classes.brand}>
          <Logo size={36} />
          <Text span fw={700} size="xl">
            Lectern
          </Text>
        </div>
        <Title order={1}>{title}</Title>
        {children}
      </div>
    </main>
  )
}
