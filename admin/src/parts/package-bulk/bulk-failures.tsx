import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import classes from './bulk-failures.module.css'
import type { BulkResult } from './use-bulk.ts'

/** The packages for which an action failed, with the reason of each. */
export function BulkFailures({ result: { failures, total }, hide }: { result: BulkResult; hide: () => void }) {
  return (
    <Notice tone="error" alert>
      <b>{t('packageList.failed', { failed: failures.length, total })}</b>
      <ul className={classes.failures}>
        {failures.map(({ pkg: { slug, title }, reason }) => (
          <li key={slug}>
            <Link to={`/packages/${slug}`}>{title}</Link>: {reason}
          </li>
        ))}
      </ul>
      <Button variant="subtle" size="compact-sm" ml={-8} mt={4} onClick={hide}>
        {t('packageList.hide')}
      </Button>
    </Notice>
  )
}
