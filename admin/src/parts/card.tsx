import { Group, Paper, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './card.module.css'

/**
 * A section of a page: a surface with a heading. `aside` is at the right of the heading. A section with an `id` can be
 * shown from elsewhere on the page, and takes the focus then.
 */
export function Card({ title, aside, id: sectionId, children }: Props) {
  const id = useId()
  return (
    <Paper
      component="section"
      id={sectionId}
      tabIndex={sectionId ? -1 : undefined}
      aria-labelledby={id}
      radius="lg"
      className={classes.card}
    >
      <Group justify="space-between" align="center" mb="md" gap="md" mih={30}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  )
}

type Props = { title: string; aside?: ReactNode; id?: string; children: ReactNode }
