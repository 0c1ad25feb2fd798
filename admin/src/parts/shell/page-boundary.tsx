import { Button } from '@mantine/core'
import { Component, type ReactNode, useEffect, useRef } from 'react'
import { connection } from '../../graphql/client.ts'
import { useConnectionRestored } from '../../graphql/connection.ts'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'

/**
 * Keeps the frame when a page cannot be shown: its code could not be loaded, because the server was unreachable or has a newer
 * version. The page is loaded again when the server is back.
 */
export class PageBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? <FailedPage /> : this.props.children
  }
}

function FailedPage() {
  const restored = useConnectionRestored(connection)
  const restoredAtFirst = useRef(restored)
  useEffect(() => {
    if (restored > restoredAtFirst.current) location.reload()
  }, [restored])
  return (
    <Notice tone="error" alert>
      {t('shell.pageFailed')}
      <div>
        <Button variant="subtle" size="compact-sm" ml={-8} mt={4} onClick={() => location.reload()}>
          {t('shell.reload')}
        </Button>
      </div>
    </Notice>
  )
}
