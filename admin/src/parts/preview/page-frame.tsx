import { useElementSize } from '@mantine/hooks'
import type { Ref } from 'react'
import { t } from '../../texts/texts.ts'
import { fit, type Screen } from './frame-address.ts'
import classes from './preview.module.css'

/**
 * A page of the draft on a screen of this width, scaled to fit. The page comes from the content host, runs as for
 * teachers, and cannot lead the admin away.
 */
export function PageFrame({ address, page, screen, frame }: Props) {
  const { ref, width: available } = useElementSize()
  const { scale, width, height } = fit(screen, available)
  return (
    <div ref={ref} className={classes.place} style={{ flexBasis: screen.width }}>
      <div className={classes.screen} style={{ width: width * scale, height: height * scale }}>
        <iframe
          ref={frame}
          src={address}
          title={t('preview.frame', { page })}
          sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-pointer-lock allow-orientation-lock"
          allow="autoplay; fullscreen; picture-in-picture"
          referrerPolicy="no-referrer"
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  )
}

type Props = { address: string; page: string; screen: Screen; frame: Ref<HTMLIFrameElement> }
