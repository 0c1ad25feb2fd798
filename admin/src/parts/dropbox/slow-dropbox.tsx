import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../../texts/texts.ts'

/** After so long, people want to know what they wait for. */
const SLOW_MS = 5_000

/** Says that Dropbox takes long to answer. Stands below a skeleton, as long as the answer is missing. */
export function SlowDropbox() {
  const isSlow = useIsSlow()
  return (
    <Text role="status" size="sm" c="dimmed" mt="md">
      {isSlow && t('dropbox.slow')}
    </Text>
  )
}

/** Whether the component has been on the page for five seconds. */
function useIsSlow(): boolean {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return isSlow
}
