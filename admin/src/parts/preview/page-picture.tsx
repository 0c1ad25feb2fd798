import { useDebouncedValue, useElementSize } from '@mantine/hooks'
import { useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { DraftContentUrl } from './draft-content-url.ts'
import { addressOf, SCREENS } from './frame-address.ts'
import classes from './preview.module.css'

const screen = SCREENS.find(({ name }) => name === 'laptop')!
/** Arrow keys go through a list of pages without loading each. In milliseconds. */
const PAUSE_MS = 300

/**
 * A page of the draft as it looks on a laptop, in small. It is the page itself, which neither the pointer nor the keyboard
 * reaches. Nothing for who may not preview the package.
 */
export function PagePicture({ slug, page }: { slug: string; page: string }) {
  // The address ends after some minutes.
  const [{ data }] = useQuery({ query: DraftContentUrl, variables: { slug }, requestPolicy: 'cache-and-network' })
  const [shown] = useDebouncedValue(page, PAUSE_MS)
  const { ref, width } = useElementSize()
  const contentUrl = data?.package?.draft?.contentUrl
  if (!contentUrl) return null
  const scale = width / screen.width
  return (
    <div
      ref={ref}
      className={`${classes.screen} ${classes.picture}`}
      role="img"
      aria-label={t('preview.picture', { page: shown })}
    >
      <iframe
        key={shown}
        inert
        src={addressOf(contentUrl, shown)}
        title={shown}
        sandbox="allow-scripts allow-same-origin"
        referrerPolicy="no-referrer"
        style={{ width: screen.width, height: screen.height, transform: `scale(${scale})` }}
      />
    </div>
  )
}
