import { Button } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import classes from './chosen-bar.module.css'

/** On a narrow screen, where the form is below the tree: how many folders are chosen, and the way to the form. */
export function ChosenBar({ count, formId }: { count: number; formId: string }) {
  const showForm = () => {
    const form = document.getElementById(formId)
    form?.scrollIntoView({ block: 'start' })
    form?.focus({ preventScroll: true })
  }
  return (
    <div className={classes.bar}>
      <span>{t('addPackage.chosen', { count })}</span>
      <Button onClick={showForm}>{t('addPackage.continue')}</Button>
    </div>
  )
}
